package dev.sluice.core.train;

import static dev.sluice.core.train.Walks.ENGINE;
import static dev.sluice.core.train.Walks.INPUT;
import static dev.sluice.core.train.Walks.TWO_STATES;
import static dev.sluice.core.train.Walks.array;
import static dev.sluice.core.train.Walks.config;
import static dev.sluice.core.train.Walks.train;
import static dev.sluice.core.train.Walks.walks;
import static org.assertj.core.api.Assertions.assertThat;
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
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.BinaryCrossEntropy;
import dev.sluice.core.train.metric.Accuracy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers at every step of sequences in pieces: every piece has its loss, and the batch one update. */
class AnswersInPiecesTest {
    private static Network answering(Network.Mode mode) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(TWO_STATES, 3).withLayers(2))
                .withHead("running", HeadOptions.defaults().atEveryStep())
                .withHead("end", HeadOptions.defaults());
        return SequenceModel.build(config, List.of(INPUT), HeadSize.points(Map.of("running", 1, "end", 1)), mode);
    }

    /** Walks with two answers: whether the sum so far is over 0, and whether it is at the end. */
    private static Dataset answered(int examples, int shortest, int longest, long seed) {
        return new Dataset(walks(examples, shortest, longest, seed).examples().stream()
                .map(example -> {
                    float[] steps = array(example.inputs().sequences(), "features");
                    float[] running = new float[steps.length];
                    float sum = 0;
                    for (int t = 0; t < steps.length; t++) {
                        sum += steps[t];
                        running[t] = sum > 0 ? 1 : 0;
                    }
                    return new EncodedExample(
                            example.inputs(),
                            Tensors.of(
                                    "running",
                                    Tensor.wrap(Shape.of(running.length, 1), running),
                                    "end",
                                    example.targets().get("outputs")));
                })
                .toList());
    }

    private static TrainingTask answeringTask(boolean pieces, Dataset training, Dataset check) {
        Network network = answering(pieces ? Network.Mode.TRAINING_WITH_STATES : Network.Mode.TRAINING);
        return new TrainingTask(
                network,
                answering(pieces ? Network.Mode.WITH_STATES : Network.Mode.INFERENCE),
                Parameters.initialize(network.parameters(), 3),
                training,
                check,
                1);
    }

    private static TrainingConfig answeringConfig(int truncation) {
        return config(truncation)
                .withHead(
                        "end",
                        new Objective(
                                new BinaryCrossEntropy(), 0.3, List.of(new Choice<>("accuracy", new Accuracy()))));
    }

    private static Expr loss(Map<String, Expr> losses) {
        return Objects.requireNonNull(losses.get(Scores.LOSS));
    }

    @Test
    void gradient_answersAtEveryStep_isTheSumOverAllPieces() {
        Dataset data = answered(4, 2, 9, 8);
        Batch batch = Batch.of(data.examples());
        TrainingTask task = answeringTask(true, data, data);
        TrainingConfig config = answeringConfig(3);
        Updates.Gradient actual =
                new Updates(config, task, ENGINE, 1, TrainingState.initial(task.initial())).gradient(batch, 1);

        // In float64: each piece at the states that the one before has left, which are taken as given.
        Network network = task.training();
        Map<String, Expr> outputs = new LinkedHashMap<>(network.graph().outputs());
        outputs.put("last", loss(Objective.lossesOfPiece(network, config::objective, true)));
        outputs.put("before", loss(Objective.lossesOfPiece(network, config::objective, false)));
        Graph graph = new Graph(outputs);
        Pieces pieces = new Pieces(graph, batch.values(), 3);
        assertThat(pieces).hasSizeGreaterThan(2);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(task.initial()));
        network.states().keySet().forEach(name -> values.put("state." + name, Array64.zeros(4, 3)));
        Map<String, double[]> expected = new LinkedHashMap<>();
        double loss = 0;
        for (int piece = 0; piece < pieces.size(); piece++) {
            values.putAll(Array64.of(pieces.get(piece)));
            String which = piece < pieces.size() - 1 ? "before" : "last";
            Map<String, Array64> results = Interpreter.run(graph, values);
            loss += Objects.requireNonNull(results.get(which)).data()[0];
            for (String name : network.trainedNames()) {
                double[] gradient = FiniteDifferences.gradient(graph, which, name, values, Evaluation.Random.NONE, 1e-5)
                        .data();
                double[] sum = expected.computeIfAbsent(name, key -> new double[gradient.length]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += gradient[i];
                }
            }
            network.states()
                    .keySet()
                    .forEach(name ->
                            values.put("state." + name, Objects.requireNonNull(results.get("next_state." + name))));
        }
        int index = 0;
        for (String name : network.trainedNames()) {
            float[] gradient = actual.gradients().get(index++).array();
            double[] wanted = Objects.requireNonNull(expected.get(name));
            for (int i = 0; i < wanted.length; i++) {
                assertThat((double) gradient[i]).as("%s, element %d", name, i).isCloseTo(wanted[i], within(1e-6));
            }
        }
        assertThat(actual.loss()).isCloseTo(loss, within(1e-6));
        TrainingTask inOne = answeringTask(false, data, data);
        Updates.Gradient whole = new Updates(
                        answeringConfig(0), inOne, ENGINE, 1, TrainingState.initial(inOne.initial()))
                .gradient(batch, 1);
        assertThat(whole.loss()).as("the loss of the whole batch").isCloseTo(actual.loss(), within(1e-6));
    }

    @Test
    void evaluate_answersAtEveryStepInPieces_givesTheBitsOfTheWhole() {
        Dataset data = answered(40, 1, 23, 5);
        TrainingConfig config = answeringConfig(0);
        Network whole = answering(Network.Mode.INFERENCE);
        Tensors parameters = Parameters.initialize(whole.parameters(), 2);
        Scores expected = new Evaluator(whole, config::objective, ENGINE).evaluate(parameters, data, 8);
        assertThat(expected.metrics()).containsKeys("running.accuracy", "end.accuracy");
        for (int steps : new int[] {1, 4, 23}) {
            Scores pieces = new Evaluator(answering(Network.Mode.WITH_STATES), config::objective, ENGINE, steps)
                    .evaluate(parameters, data, 8);
            assertThat(pieces).as("pieces of %d steps", steps).isEqualTo(expected);
        }
    }

    @Test
    void train_answersAtEveryStepInPieces_givesTheSameBitsOnAnyNumberOfThreads() {
        Dataset data = answered(60, 2, 20, 8);
        TrainingConfig config = answeringConfig(5).withEpochs(3);
        TrainingResult one = train(config, answeringTask(true, data, data));
        TrainingResult three = new Trainer(config, ENGINE.withThreads(3))
                .train(answeringTask(true, data, data), TrainingListener.silent(), () -> false);
        assertThat(three.history()).isEqualTo(one.history());
        assertThat(one.history().getLast().validation().loss())
                .isLessThan(one.history().getFirst().validation().loss());
        TrainingResult recomputed = train(config.withRecompute(true), answeringTask(true, data, data));
        assertThat(recomputed.history()).isEqualTo(one.history());
    }

    @Test
    void train_answersAtEveryStepInPieceAsLongAsEverySequence_givesTheBitsOfWholeSequences() {
        Dataset data = answered(60, 2, 9, 8);
        TrainingResult whole = train(answeringConfig(0).withEpochs(2), answeringTask(false, data, data));
        TrainingResult pieces = train(answeringConfig(9).withEpochs(2), answeringTask(true, data, data));
        assertThat(pieces.history()).isEqualTo(whole.history());
    }

    /** Weights that hardly change, so that the loss of the training and that of the same data afterwards are one figure. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void trainingLoss_raggedSequencesInUnevenBatches_isWeighedAsValidationIs(int truncation) {
        Dataset data = answered(23, 2, 19, 8);
        TrainingConfig config = answeringConfig(truncation)
                .withOptimizer(new PlainDescent(1e-12))
                .withBatchSize(5)
                .withEpochs(1);

        EpochReport report = train(config, answeringTask(truncation > 0, data, data))
                .history()
                .getFirst();

        assertThat(report.trainingLoss()).isCloseTo(report.validation().loss(), within(1e-6));
    }
}
