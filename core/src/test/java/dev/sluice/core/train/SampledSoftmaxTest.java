package dev.sluice.core.train;

import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.NextSymbols;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.StreamConfig;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SampledScores;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SampledSoftmaxTest {
    private static final EngineOptions ENGINE = EngineOptions.defaults().withThreads(1);
    private static final Cell CELL = cell -> cell.next("h", tanh(cell.linear("h", cell.input(), cell.state("h"))));
    private static final int CLASSES = 7;
    private static final int FEATURES = 3;

    private static SampledScores scores(int count) {
        Expr below = Exprs.input("below", Dims.of(Dim.BATCH, FEATURES));
        return new SampledScores(
                below,
                Exprs.parameter("weight", Dims.of(CLASSES, FEATURES)),
                Exprs.parameter("bias", Dims.of(CLASSES)),
                count);
    }

    private static Array64 random(String purpose, int... sizes) {
        Array64 values = Array64.zeros(sizes);
        CounterRandom random = CounterRandom.of(9, purpose, 0);
        for (int i = 0; i < values.data().length; i++) {
            values.data()[i] = random.normal(i);
        }
        return values;
    }

    private static Map<String, Array64> values(SampledScores scores) {
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("below", random("below", 2, FEATURES));
        values.put("weight", random("weight", CLASSES, FEATURES));
        values.put("bias", random("bias", CLASSES));
        values.put("right", new Array64(new int[] {2, 1}, new double[] {1, 4}));
        new DrawnClasses("words", scores, 1).at(1).forEach((name, tensor) -> values.put(name, Array64.of(tensor)));
        return values;
    }

    private static Expr loss(SampledScores scores) {
        Expr given = scores.scores("words", Exprs.input("right", Dims.of(Dim.BATCH, 1)));
        CrossEntropy entropy = new CrossEntropy(new CrossEntropy.Options(0));
        return entropy.ofClassNumbers().orElseThrow().loss(given, Exprs.zeros(Dims.of(Dim.BATCH, 1)));
    }

    private static double[] get(Map<String, Array64> values, String name) {
        return Objects.requireNonNull(values.get(name), name).data();
    }

    @Test
    void scores_ofRightAndDrawnClasses_followTheFormula() {
        SampledScores scores = scores(4);
        Map<String, Array64> values = values(scores);
        double[] drawn = {1, 0, 6, 1};
        values.put("drawn_classes.words", new Array64(new int[] {4}, drawn));
        Graph graph = new Graph(Map.of("scores", scores.scores("words", Exprs.input("right", Dims.of(Dim.BATCH, 1)))));
        double[] given = get(Interpreter.run(graph, values), "scores");
        DrawnClasses draws = new DrawnClasses("words", scores, 1);
        double[] right = get(values, "right");
        for (int row = 0; row < 2; row++) {
            for (int i = 0; i < 5; i++) {
                int number = (int) (i == 0 ? right[row] : drawn[i - 1]);
                double expected = get(values, "bias")[number];
                expected -= i == 0 ? 0 : Math.log(4 * draws.probability(number));
                for (int f = 0; f < FEATURES; f++) {
                    expected += get(values, "below")[row * FEATURES + f] * get(values, "weight")[number * FEATURES + f];
                }
                boolean again = i > 0 && number == right[row];
                assertThat(given[row * 5 + i]).isCloseTo(again ? -1e9 : expected, within(1e-6));
            }
        }
    }

    @Test
    void probabilities_ofAllClasses_addUpToOneAndFall() {
        DrawnClasses draws = new DrawnClasses("words", scores(4), 1);
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            sum += draws.probability(c);
            assertThat(draws.probability(c)).isGreaterThan(draws.probability(c + 1));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void draws_many_comeAsOftenAsTheirProbabilities() {
        SampledScores scores = scores(40_000);
        DrawnClasses draws = new DrawnClasses("words", scores, 1);
        double[] share = new double[CLASSES];
        for (float drawn : draws.at(3).get("drawn_classes.words").array()) {
            share[(int) drawn] += 1.0 / 40_000;
        }
        for (int c = 0; c < CLASSES; c++) {
            assertThat(share[c]).isCloseTo(draws.probability(c), within(0.01));
        }
    }

    /** With many draws the estimate is the loss of all classes. */
    @Test
    void loss_ofManyDraws_isThatOfTheWholeSoftmax() {
        SampledScores scores = scores(40_000);
        Map<String, Array64> values = values(scores);
        Expr whole = new CrossEntropy(new CrossEntropy.Options(0))
                .ofClassNumbers()
                .orElseThrow()
                .loss(
                        scores.below().matmulTransposed(scores.weight()).add(scores.bias()),
                        Exprs.input("right", Dims.of(Dim.BATCH, 1)));
        Map<String, Array64> found =
                Interpreter.run(new Graph(Map.of("whole", whole, "sampled", loss(scores))), values);
        assertThat(get(found, "sampled")[0]).isCloseTo(get(found, "whole")[0], within(0.02));
    }

    @Test
    void gradients_agreeWithDifferences() {
        SampledScores scores = scores(5);
        Map<String, Array64> values = values(scores);
        Graph graph = new Graph(Map.of("loss", loss(scores)));
        List<String> leaves = List.of("weight", "bias");
        Map<String, Array64> found = Interpreter.run(Gradients.extend(graph, "loss", leaves), values);
        for (String leaf : leaves) {
            assertThat(get(found, "grad." + leaf))
                    .as(leaf)
                    .containsExactly(
                            FiniteDifferences.gradient(graph, "loss", leaf, values, Evaluation.Random.NONE, 1e-5)
                                    .data(),
                            within(1e-8));
        }
    }

    /** A text whose symbols go round, the first ones more often. */
    private static PreparedData text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            text.append((char) ('a' + i % 20 * (i / 20 % 2 + 1) / 2));
        }
        return PreparedData.of(
                        new Split(example(text.toString()), example(text.substring(100, 181)), List.of()),
                        TextConfig.defaults().unlimited(),
                        ClassEncoding.Form.NUMBER)
                .asStream(new StreamConfig(10, false));
    }

    private static List<Example> example(String text) {
        return NextSymbols.of(List.of(new Example(Map.of(Batch.TOKENS, new Sequence.Text(text)), Map.of())));
    }

    private static Network network(PreparedData data, int sampled, Network.Mode mode) {
        int symbols = data.contract().target().size();
        HeadOptions head = new HeadOptions(List.of(), 0).atEveryStep();
        ModelConfig config = ModelConfig.of(EncoderOptions.of(CELL, 12))
                .withEmbedding(6)
                .withHead(OptionRecords.with(head, "sampled", sampled));
        return SequenceModel.build(config, new ModelInput.Tokens(symbols), symbols, mode);
    }

    private static TrainingTask task(int sampled) {
        PreparedData data = text();
        Network training = network(data, sampled, Network.Mode.TRAINING_WITH_STATES);
        return new TrainingTask(
                training,
                network(data, sampled, Network.Mode.WITH_STATES),
                Parameters.initialize(training.parameters(), 7),
                data.training(),
                data.validation(),
                1);
    }

    private static TrainingConfig config(double smoothing) {
        Objective objective = Objective.of(new CrossEntropy(new CrossEntropy.Options(smoothing)))
                .forTarget(text().contract().target());
        return TrainingConfig.of(objective.loss(), new PlainDescent(0.4))
                .withBatchSize(4)
                .withEpochs(12);
    }

    private static TrainingResult train(TrainingConfig config, int sampled) {
        return new Trainer(config, ENGINE).train(task(sampled), TrainingListener.silent(), () -> false);
    }

    @Test
    void train_fewClassesOfMany_learnsWhatTheWholeSoftmaxLearns() {
        double whole = train(config(0), 0).history().getLast().validation().loss();
        double sampled = train(config(0), 8).history().getLast().validation().loss();
        // 2.9 by a uniform guess.
        assertThat(whole).isLessThan(1.5);
        assertThat(sampled).isCloseTo(whole, within(0.25));
    }

    @Test
    void train_rowsOfTheLastLayerAlone_givesTheSameNumbersAsTheWholeLayer() {
        TrainingResult tables = train(config(0), 6);
        TrainingResult rows = train(config(0).withSparseEmbeddings(true), 6);
        tables.parameters()
                .forEach((name, value) -> assertThat(rows.parameters().get(name).array())
                        .as(name)
                        .containsExactly(value.array(), within(1e-4f)));
    }

    @Test
    void train_continuedOnOtherThreads_endsWithTheSameBits() {
        TrainingConfig config = config(0).withEpochs(2);
        List<TrainingState> states = new ArrayList<>();
        TrainingResult whole = new Trainer(config, ENGINE)
                .train(
                        task(6),
                        event -> {
                            if (event instanceof TrainingEvent.Resumable resumable) {
                                states.add(resumable.state().get().copy());
                            }
                        },
                        () -> false);
        TrainingResult continued = new Trainer(config, ENGINE.withThreads(2))
                .train(task(6), states.get(states.size() / 2), TrainingListener.silent(), () -> false);
        whole.parameters()
                .forEach((name, value) -> assertThat(
                                continued.parameters().get(name).array())
                        .as(name)
                        .containsExactly(value.array()));
    }

    @Test
    void train_lossThatSmooths_isRefused() {
        assertThatThrownBy(() -> train(config(0.1), 6))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("head.sampled")
                .hasMessageContaining("without label_smoothing");
    }

    @Test
    void build_asManyDrawsAsClasses_isRefused() {
        assertThatThrownBy(() -> task(50))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("50 classes are drawn of 22; draw fewer");
    }

    @Test
    void build_forUse_hasTheParametersOfTheWholeSoftmax() {
        PreparedData data = text();
        Network plain = network(data, 0, Network.Mode.INFERENCE);
        Network sampled = network(data, 6, Network.Mode.INFERENCE);
        assertThat(sampled.parameterNames()).isEqualTo(plain.parameterNames());
        assertThat(sampled.graph().outputs().keySet())
                .isEqualTo(plain.graph().outputs().keySet());
        assertThat(sampled.outputs()).hasToString(plain.outputs().toString());
    }
}
