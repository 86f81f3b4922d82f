package dev.sluice.core.train;

import static dev.sluice.core.train.Walks.ENGINE;
import static dev.sluice.core.train.Walks.GATED;
import static dev.sluice.core.train.Walks.INPUT;
import static dev.sluice.core.train.Walks.TWO_STATES;
import static dev.sluice.core.train.Walks.array;
import static dev.sluice.core.train.Walks.config;
import static dev.sluice.core.train.Walks.train;
import static dev.sluice.core.train.Walks.walks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.BranchOptions;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Normalization;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.BinaryCrossEntropy;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Sequences in pieces with carried states: what comes out of the whole, at the memory of a piece. */
class TruncationTest {
    private static Network network(EncoderOptions encoder, Network.Mode mode) {
        return SequenceModel.build(ModelConfig.of(encoder), INPUT, 1, mode);
    }

    private static TrainingTask task(EncoderOptions encoder, boolean pieces, Dataset training, Dataset check) {
        Network network = network(encoder, pieces ? Network.Mode.TRAINING_WITH_STATES : Network.Mode.TRAINING);
        return new TrainingTask(
                network,
                network(encoder, pieces ? Network.Mode.WITH_STATES : Network.Mode.INFERENCE),
                Parameters.initialize(network.parameters(), 3),
                training,
                check,
                1);
    }

    @Test
    void pieces_raggedRows_allEndInTheLastPiece() {
        Batch batch = Batch.of(List.of(series(1, 2, 3, 4, 5, 6, 7), series(8, 9), series(10, 11, 12, 13, 14)));
        Graph graph =
                network(EncoderOptions.of(GATED, 2), Network.Mode.WITH_STATES).graph();
        Pieces pieces = new Pieces(graph, batch.values(), 4);
        assertThat(pieces).hasSize(2);
        assertThat(array(pieces.get(0), "lengths")).containsExactly(3, 0, 1);
        assertThat(array(pieces.get(0), "features")).containsExactly(1, 0, 10, 2, 0, 0, 3, 0, 0);
        assertThat(array(pieces.get(1), "lengths")).containsExactly(4, 2, 4);
        assertThat(array(pieces.get(1), "features")).containsExactly(4, 8, 11, 5, 9, 12, 6, 0, 13, 7, 0, 14);
        assertThat(pieces.get(1).get("targets")).isSameAs(batch.target("outputs"));
        assertThat(new Pieces(graph, batch.values(), 7)).hasSize(1);
        assertThat(new Pieces(graph, batch.values(), 1)).hasSize(7);
    }

    private static EncodedExample series(float... values) {
        return new EncodedExample(
                Tensor.wrap(Shape.of(values.length, 1), values), Tensor.wrap(Shape.of(1), new float[] {1}));
    }

    @Test
    void evaluate_inPieces_givesTheBitsOfTheWhole() {
        Dataset data = walks(40, 1, 23, 5);
        for (Cell cell : List.of(GATED, TWO_STATES)) {
            EncoderOptions encoder = EncoderOptions.of(cell, 6).withLayers(2);
            Network whole = network(encoder, Network.Mode.INFERENCE);
            Tensors parameters = Parameters.initialize(whole.parameters(), 2);
            List<Choice<Metric>> metrics = List.of(new Choice<>("accuracy", new Accuracy()));
            Scores expected =
                    new Evaluator(whole, new BinaryCrossEntropy(), metrics, ENGINE).evaluate(parameters, data, 8);
            for (int steps : new int[] {1, 4, 23}) {
                Scores pieces = new Evaluator(
                                network(encoder, Network.Mode.WITH_STATES),
                                head -> new Objective(new BinaryCrossEntropy(), 1, metrics),
                                ENGINE.withThreads(2),
                                steps)
                        .evaluate(parameters, data, 8);
                assertThat(pieces).as("pieces of %d steps", steps).isEqualTo(expected);
            }
        }
    }

    @Test
    void gradient_inPieces_isThatOfTheTruncatedGraph() {
        EncoderOptions encoder = EncoderOptions.of(TWO_STATES, 3).withLayers(2);
        Batch batch = Batch.of(walks(4, 2, 9, 8).examples());
        TrainingTask task = task(encoder, true, walks(4, 2, 9, 8), walks(4, 2, 9, 9));
        Updates.Gradient actual = new Updates(config(3), task, ENGINE, 1, TrainingState.initial(task.initial()))
                .gradient(batch, 1);

        // In float64: all pieces but the last at the parameters as they are, then differences through the last alone.
        Network network = task.training();
        Map<String, Expr> outputs = new LinkedHashMap<>(network.graph().outputs());
        outputs.putAll(Objective.losses(network, config(3)::objective));
        Graph graph = new Graph(outputs);
        Pieces pieces = new Pieces(graph, batch.values(), 3);
        assertThat(pieces).hasSizeGreaterThan(2);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(task.initial()));
        network.states().keySet().forEach(name -> values.put("state." + name, Array64.zeros(4, 3)));
        for (int piece = 0; piece < pieces.size(); piece++) {
            values.putAll(Array64.of(pieces.get(piece)));
            if (piece < pieces.size() - 1) {
                Map<String, Array64> results = Interpreter.run(graph, values);
                network.states()
                        .keySet()
                        .forEach(name ->
                                values.put("state." + name, Objects.requireNonNull(results.get("next_state." + name))));
            }
        }
        int index = 0;
        for (String name : network.trainedNames()) {
            double[] expected = FiniteDifferences.gradient(graph, "loss", name, values, Evaluation.Random.NONE, 1e-5)
                    .data();
            float[] gradient = actual.gradients().get(index++).array();
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) gradient[i]).as("%s, element %d", name, i).isCloseTo(expected[i], within(1e-6));
            }
        }
        TrainingTask inOne = task(encoder, false, walks(4, 2, 9, 8), walks(4, 2, 9, 9));
        Updates.Gradient whole = new Updates(config(0), inOne, ENGINE, 1, TrainingState.initial(inOne.initial()))
                .gradient(batch, 1);
        assertThat(whole.loss()).as("the same loss").isEqualTo(actual.loss());
        assertThat(whole.gradients().getFirst().array())
                .as("of which the whole sequence's gradient is another")
                .isNotEqualTo(actual.gradients().getFirst().array());
    }

    @Test
    void pieces_severalEncoders_areRefused() {
        BranchOptions branch =
                new BranchOptions(List.of(), new EmbeddingOptions(2), EncoderOptions.of(GATED, 2), Pooling.LAST);
        ModelConfig config = ModelConfig.of(EncoderOptions.of(GATED, 2))
                .withInput("a", branch)
                .withInput("b", branch);
        Graph graph = SequenceModel.build(
                        config,
                        List.of(new ModelInput.Features("a", 1), new ModelInput.Features("b", 1)),
                        HeadSize.points(Map.of(Network.OUTPUTS, 1)),
                        Network.Mode.WITH_STATES)
                .graph();
        assertThatThrownBy(() -> new Pieces(graph, Tensors.of(), 4)).hasMessageContainingAll("a.lengths", "b.lengths");
    }

    @Test
    void train_pieceAsLongAsEverySequence_givesTheBitsOfWholeSequences() {
        EncoderOptions encoder = EncoderOptions.of(GATED, 5).withLayers(2).withDropout(0.3);
        Dataset data = walks(60, 2, 9, 8);
        TrainingResult whole = train(config(0).withEpochs(2), task(encoder, false, data, data));
        TrainingResult pieces = train(config(9).withEpochs(2), task(encoder, true, data, data));
        assertThat(pieces.history()).isEqualTo(whole.history());
    }

    /** The best answer from the last 4 of 16 steps is right in 69 % of all walks; with what went before, in all. */
    @Test
    void train_inPieces_learnsWhatOnlyCarriedStatesKnow() {
        EncoderOptions encoder = EncoderOptions.of(GATED, 8);
        Dataset training = walks(600, 16, 16, 1);
        Dataset check = walks(300, 16, 16, 2);
        TrainingResult carried = train(config(4).withEpochs(12), task(encoder, true, training, check));
        assertThat(carried.history().getLast().validation().figure("accuracy")).isGreaterThan(0.93);

        int right = 0;
        for (EncodedExample example : check.examples()) {
            float end = 0;
            for (int t = 12; t < 16; t++) {
                end += example.inputs().sequences().get("features").array()[t];
            }
            right += end > 0 == example.targets().get("outputs").array()[0] > 0 ? 1 : 0;
        }
        assertThat(right / 300.0).as("what the last piece alone tells").isLessThan(0.85);
    }

    @Test
    void train_inPiecesWithBatchNormalization_givesTheSameBitsOnAnyNumberOfThreads() {
        EncoderOptions encoder = EncoderOptions.of(GATED, 8).withLayers(2).withNormalization(Normalization.BATCH);
        TrainingTask task = task(encoder, true, walks(80, 3, 20, 1), walks(20, 3, 20, 2));
        TrainingConfig config = config(5).withEpochs(2);
        TrainingResult one = train(config, task);
        TrainingResult three =
                new Trainer(config, ENGINE.withThreads(3)).train(task, TrainingListener.silent(), () -> false);
        one.parameters()
                .forEach((name, value) ->
                        assertThat(array(three.parameters(), name)).as(name).containsExactly(value.array()));
        assertThat(array(one.parameters(), "encoder.l1.norm.running_mean"))
                .isNotEqualTo(array(task.initial(), "encoder.l1.norm.running_mean"));
        assertThat(array(one.parameters(), "encoder.l1.norm.running_var"))
                .isNotEqualTo(array(task.initial(), "encoder.l1.norm.running_var"));
    }

    @Test
    void train_longStream_runsPiecesOnly() {
        float[] stream = new float[20_000];
        for (int t = 0; t < stream.length; t++) {
            stream[t] = t % 3 - 1;
        }
        Dataset data = new Dataset(List.of(series(stream), series(stream)));
        TrainingTask task = task(EncoderOptions.of(GATED, 8), true, data, new Dataset(List.of()));
        List<Integer> longest = new ArrayList<>();
        for (Tensors piece :
                new Pieces(task.training().graph(), Batch.of(data.examples()).values(), 50)) {
            longest.add(piece.get("features").shape().size(0));
        }
        assertThat(longest).hasSize(400).containsOnly(50);
        assertThat(train(config(50).withEpochs(1), task).history()).hasSize(1);
    }

    @Test
    void train_networkThatCarriesNothing_isRefused() {
        Dataset data = walks(4, 2, 3, 1);
        assertThatThrownBy(() -> train(config(2), task(EncoderOptions.of(GATED, 2), false, data, data)))
                .hasMessageContaining("TRAINING_WITH_STATES");
    }
}
