package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.model.DecoderOptions.Attention;
import dev.sluice.core.model.DecoderOptions.Bridge;
import dev.sluice.core.option.OptionRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextDecoderTest {
    private static final int SYMBOLS = 6;
    private static final int SOURCE_SYMBOLS = 5;
    private static final int STEPS = 4;
    private static final double[] LENGTHS = {4, 2};
    private static final double[] TARGET_LENGTHS = {3, 4};
    private static final WritingTask TASK = new WritingTask(SYMBOLS, "previous", "target_lengths");
    private static final List<ModelInput> INPUTS = List.of(new ModelInput.Tokens(SOURCE_SYMBOLS));

    static Stream<DecoderOptions> decoders() {
        List<DecoderOptions> all = new ArrayList<>();
        for (Attention attention : Attention.values()) {
            all.add(options(attention, 1, false));
        }
        all.add(options(Attention.NONE, 1, true));
        all.add(options(Attention.DOT, 1, true));
        all.add(options(Attention.GENERAL, 2, true));
        all.add(options(Attention.ADDITIVE, 2, true));
        all.add(OptionRecords.with(options(Attention.GENERAL, 1, false), "tied", true));
        for (Attention attention : Attention.values()) {
            all.add(sampled(options(attention, 1, attention == Attention.DOT)));
        }
        return all.stream();
    }

    private static DecoderOptions sampled(DecoderOptions options) {
        return OptionRecords.with(options, "scheduledSampling", new ScheduledSampling(0.5, 0));
    }

    private static DecoderOptions options(Attention attention, int layers, boolean feeding) {
        // Both directions of the encoder together are as wide as the decoder, which dot needs.
        DecoderOptions options = OptionRecords.with(DecoderOptions.of(TestCells.GATED, 4), "attention", attention);
        return OptionRecords.with(
                OptionRecords.with(OptionRecords.with(options, "layers", layers), "embedding", new EmbeddingOptions(3)),
                "inputFeeding",
                feeding);
    }

    private static ModelConfig config(DecoderOptions options) {
        return ModelConfig.of(EncoderOptions.of(TestCells.GATED, 2).withBidirectional(true))
                .withEmbedding(3)
                .withDecoder(options);
    }

    private static Network network(DecoderOptions options, Network.Mode mode) {
        return SequenceModel.build(
                config(options),
                INPUTS,
                HeadSize.points(Map.of(Network.OUTPUTS, SYMBOLS)),
                new HeadTasks(Map.of(), Map.of(Network.OUTPUTS, TASK)),
                mode);
    }

    private static Map<String, Array64> values(Network network) {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("tokens", tokens(random, SOURCE_SYMBOLS));
        values.put("previous", tokens(random, SYMBOLS));
        values.put("lengths", new Array64(new int[] {2}, LENGTHS.clone()));
        values.put("target_lengths", new Array64(new int[] {2}, TARGET_LENGTHS.clone()));
        Array64 coins = Array64.zeros(STEPS, 2, 1);
        Arrays.setAll(coins.data(), i -> i > 1 && i != 5 ? 1 : 0);
        values.put(ScheduledSampling.COINS, coins);
        network.parameters()
                .forEach(spec ->
                        values.put(spec.name(), uniform(random, spec.shape().toArray())));
        return values;
    }

    private static Array64 tokens(SplittableRandom random, int symbols) {
        Array64 tokens = Array64.zeros(STEPS, 2);
        Arrays.setAll(tokens.data(), i -> random.nextInt(symbols));
        return tokens;
    }

    private static Array64 uniform(SplittableRandom random, int... sizes) {
        Array64 values = Array64.zeros(sizes);
        Arrays.setAll(values.data(), i -> random.nextDouble(-1, 1));
        return values;
    }

    private static Array64 get(Map<String, Array64> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void gradients_agreeWithDifferencesAndTheEngine(DecoderOptions options) {
        Network network = network(options, Network.Mode.TRAINING);
        Map<String, Array64> values = values(network);
        Graph graph = new Graph(Map.of(
                "scores",
                network.outputs(),
                "loss",
                Expr.of(new SumTo(Dims.SCALAR), Exprs.sigmoid(network.outputs()))));
        List<String> leaves = network.parameterNames();
        Graph gradients = Gradients.extend(graph, "loss", leaves);
        Map<String, Array64> reference = Interpreter.run(gradients, values);
        for (String leaf : leaves) {
            assertThat(get(reference, "grad." + leaf).data())
                    .as(leaf)
                    .containsExactly(
                            FiniteDifferences.gradient(graph, "loss", leaf, values, Evaluation.Random.NONE, 1e-5)
                                    .data(),
                            within(1e-7));
        }
        Plan.compile(gradients, EngineOptions.defaults())
                .run(Array64.toTensors(values), RandomKey.NONE)
                .forEach((name, tensor) -> assertThat(Array64.of(tensor).data())
                        .as(name)
                        .containsExactly(get(reference, name).data(), within(2e-4)));
    }

    /** The encoder and then step after step give what the network gives that reads the right text. */
    @ParameterizedTest
    @MethodSource("decoders")
    void steps_oneAfterTheOther_asTheNetworkThatReadsTheText(DecoderOptions options) {
        Network whole = network(options, Network.Mode.INFERENCE);
        Map<String, Array64> values = values(whole);
        Array64 scores = get(Interpreter.run(whole.graph(), values), Network.OUTPUTS);
        EncoderDecoder parts = SequenceModel.encoderDecoder(config(options), INPUTS, TASK);
        Map<String, Array64> now = new LinkedHashMap<>(values);
        now.putAll(Interpreter.run(parts.encoder().graph(), values));
        for (int t = 0; t < STEPS; t++) {
            double[] previous = get(values, "previous").data();
            now.put("token", new Array64(new int[] {2, 1}, new double[] {previous[t * 2], previous[t * 2 + 1]}));
            Map<String, Array64> said = Interpreter.run(parts.step().graph(), now);
            said.forEach((name, value) -> {
                if (name.startsWith(Network.NEXT_STATE_PREFIX)) {
                    now.put(InitialStates.PREFIX + name.substring(Network.NEXT_STATE_PREFIX.length()), value);
                }
            });
            for (int row = 0; row < 2; row++) {
                if (t < TARGET_LENGTHS[row]) {
                    double[] expected = logSoftmax(scores.data(), (t * 2 + row) * SYMBOLS);
                    double[] given = Arrays.copyOfRange(
                            get(said, EncoderDecoder.LOG_PROBABILITIES).data(), row * SYMBOLS, (row + 1) * SYMBOLS);
                    assertThat(given).as("step " + t + ", row " + row).containsExactly(expected, within(1e-9));
                }
            }
            if (options.attention() != Attention.NONE) {
                double[] weights = get(said, EncoderDecoder.ATTENTION).data();
                // The second source has two steps: nothing looks past them.
                assertThat(weights[1] + weights[3]).isCloseTo(1, within(1e-9));
                assertThat(weights[5]).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Attention.class)
    void coins_none_readTheRightTextAsWithoutSampling(Attention attention) {
        DecoderOptions options = options(attention, 1, false);
        Network sampled = network(sampled(options), Network.Mode.TRAINING);
        Map<String, Array64> values = values(sampled);
        values.put(ScheduledSampling.COINS, Array64.zeros(STEPS, 2, 1));
        Network plain = network(options, Network.Mode.TRAINING);
        assertThat(plain.parameterNames()).isEqualTo(sampled.parameterNames());
        assertThat(get(Interpreter.run(sampled.graph(), values), Network.OUTPUTS)
                        .data())
                .containsExactly(
                        get(Interpreter.run(plain.graph(), values), Network.OUTPUTS)
                                .data(),
                        within(1e-12));
    }

    /** Coins for all steps but the first: what is learned from is what a greedy search says. */
    @ParameterizedTest
    @EnumSource(Attention.class)
    void coins_all_readWhatAGreedySearchSays(Attention attention) {
        DecoderOptions options = sampled(options(attention, 1, false));
        Network network = network(options, Network.Mode.TRAINING);
        Map<String, Array64> values = values(network);
        Array64 coins = Array64.zeros(STEPS, 2, 1);
        Arrays.fill(coins.data(), 2, coins.data().length, 1);
        values.put(ScheduledSampling.COINS, coins);
        double[] own =
                get(Interpreter.run(network.graph(), values), Network.OUTPUTS).data();
        Network reading = network(options, Network.Mode.INFERENCE);
        double[] previous = get(values, "previous").data();
        for (int t = 0; t < STEPS; t++) {
            double[] scores = get(Interpreter.run(reading.graph(), values), Network.OUTPUTS)
                    .data();
            for (int row = 0; row < 2; row++) {
                int from = (t * 2 + row) * SYMBOLS;
                double[] said = Arrays.copyOfRange(scores, from, from + SYMBOLS);
                assertThat(Arrays.copyOfRange(own, from, from + SYMBOLS)).containsExactly(said, within(1e-12));
                if (t + 1 < STEPS) {
                    // What was said is the text to read from here on.
                    previous[(t + 1) * 2 + row] = t < TARGET_LENGTHS[row] ? best(said) : 0;
                }
            }
        }
    }

    private static int best(double... scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static double[] logSoftmax(double[] scores, int from) {
        double sum = 0;
        for (int i = 0; i < SYMBOLS; i++) {
            sum += Math.exp(scores[from + i]);
        }
        double[] all = new double[SYMBOLS];
        for (int i = 0; i < SYMBOLS; i++) {
            all[i] = scores[from + i] - Math.log(sum);
        }
        return all;
    }

    /** One plan serves batches of several lengths, and gives the same bits for any number of threads. */
    @Test
    void plan_ofSeveralLengths_givesTheSameBitsOnTwoThreads() {
        Network network = network(options(Attention.ADDITIVE, 1, true), Network.Mode.TRAINING);
        Graph graph = Gradients.extend(
                new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), Exprs.sigmoid(network.outputs())))),
                "loss",
                network.parameterNames());
        Plan one = Plan.compile(graph, new EngineOptions(1, KernelChoice.best()));
        Plan two = Plan.compile(graph, new EngineOptions(2, KernelChoice.best()));
        for (int steps : new int[] {4, 7, 4, 1}) {
            SplittableRandom random = new SplittableRandom(steps);
            Map<String, Array64> values = values(network);
            for (String name : List.of("tokens", "previous")) {
                Array64 tokens = Array64.zeros(steps, 9);
                Arrays.setAll(tokens.data(), i -> random.nextInt(SOURCE_SYMBOLS));
                values.put(name, tokens);
            }
            for (String name : List.of("lengths", "target_lengths")) {
                Array64 lengths = Array64.zeros(9);
                Arrays.setAll(lengths.data(), i -> 1 + random.nextInt(steps));
                values.put(name, lengths);
            }
            Map<String, float[]> first = new LinkedHashMap<>();
            one.run(Array64.toTensors(values), RandomKey.NONE)
                    .forEach((name, tensor) -> first.put(name, tensor.array().clone()));
            two.run(Array64.toTensors(values), RandomKey.NONE)
                    .forEach((name, tensor) ->
                            assertThat(tensor.array()).as(steps + " " + name).containsExactly(first.get(name)));
        }
    }

    @Test
    void dot_ofOtherWidth_isRefused() {
        DecoderOptions wide = OptionRecords.with(options(Attention.DOT, 1, false), "hidden", 5);
        assertThatThrownBy(() -> network(wide, Network.Mode.TRAINING))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("they have 5 and 4 features; make decoder.hidden 4, or take attention: general");
    }

    @Test
    void zeros_forABridge_needNoParameters() {
        DecoderOptions options = OptionRecords.with(options(Attention.GENERAL, 1, false), "bridge", Bridge.ZEROS);
        assertThat(network(options, Network.Mode.TRAINING).parameterNames())
                .noneMatch(name -> name.startsWith("decoder.bridge"));
    }

    @Test
    void pieces_ofATextToWrite_areRefused() {
        assertThatThrownBy(() -> network(options(Attention.NONE, 1, false), Network.Mode.TRAINING_WITH_STATES))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("set train.truncated_bptt_steps: 0");
    }
}
