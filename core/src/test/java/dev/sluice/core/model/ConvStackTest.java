package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.ConvOptions.Padding;
import dev.sluice.core.model.ConvOptions.Pool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConvStackTest {
    private static final double[] LENGTHS = {7, 4, 1};

    /** Layers before a recurrent layer. */
    private enum Front {
        SAME(ConvOptions.of(3, 3)),
        EVEN_KERNEL(ConvOptions.of(3, 4).withStride(2)),
        CAUSAL(ConvOptions.of(3, 3).withPadding(Padding.CAUSAL).withDilation(2)),
        VALID(ConvOptions.of(3, 2).withPadding(Padding.VALID).withStride(2)),
        MAX(ConvOptions.of(3, 3).withPool(2, Pool.MAX).withActivation(ConvOptions.Activation.TANH)),
        MEAN(ConvOptions.of(3, 3).withPool(3, Pool.MEAN).withActivation(ConvOptions.Activation.NONE)),
        NORMALIZED(ConvOptions.of(3, 3)
                .withNormalization(Normalization.BATCH)
                .withActivation(ConvOptions.Activation.TANH)),
        TWO(
                ConvOptions.of(4, 3).withNormalization(Normalization.LAYER).withActivation(ConvOptions.Activation.TANH),
                ConvOptions.of(2, 3).withStride(2).withDropout(0.3));

        private final ConvOptions[] layers;

        Front(ConvOptions... layers) {
            this.layers = layers;
        }

        Network network(Network.Mode mode) {
            ModelConfig config = ModelConfig.of(EncoderOptions.of(TestCells.GATED, 3))
                    .withConv(layers)
                    .withPooling(Pooling.MEAN);
            return SequenceModel.build(config, new ModelInput.Features(2), 2, mode);
        }
    }

    private static Map<String, Array64> values(Network network, int steps, long seed, double... lengths) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Array64> values = new LinkedHashMap<>(Array64.of(Parameters.initialize(network.parameters(), 5)));
        values.put("lengths", new Array64(new int[] {lengths.length}, lengths.clone()));
        Array64 x = Array64.zeros(7, lengths.length, 2);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = random.nextDouble(-1, 1);
        }
        Array64 part = Array64.zeros(steps, lengths.length, 2);
        for (int i = 0; i < part.data().length; i++) {
            part.data()[i] = i < x.data().length ? x.data()[i] : random.nextDouble(-9, 9);
        }
        values.put("features", part);
        return values;
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void gradients_ofAllParameters_agreeWithDifferences(Front front) {
        Network network = front.network(Network.Mode.TRAINING);
        Expr y = Exprs.sigmoid(network.outputs().mul(1.7));
        Graph graph = new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), y)));
        Map<String, Array64> values = values(network, 7, 1, LENGTHS);
        Evaluation.Random masks = (purpose, keep, out) -> {
            for (int i = 0; i < out.length; i++) {
                out[i] = i % 3 == 0 ? 0 : 1 / keep;
            }
        };
        List<String> trained = network.parameters().stream()
                .filter(ParameterSpec::trained)
                .map(ParameterSpec::name)
                .toList();
        assertThat(trained).contains("conv.0.weight", "conv.0.bias");
        Map<String, Array64> gradients = Interpreter.run(TrainingGraph.of(graph, "loss", trained), values, masks);
        for (String name : trained) {
            Array64 expected = FiniteDifferences.gradient(graph, "loss", name, values, masks, 1e-6);
            double[] actual =
                    Objects.requireNonNull(gradients.get("grad." + name)).data();
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i]).as(name + " " + i).isCloseTo(expected.data()[i], within(1e-7));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void outputs_moreStepsBehindTheRows_areTheSame(Front front) {
        Network network = front.network(Network.Mode.INFERENCE);

        double[] exact = run(network, values(network, 7, 1, LENGTHS));
        double[] padded = run(network, values(network, 11, 1, LENGTHS));

        assertThat(padded).containsExactly(exact);
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void outputs_rowAlone_areTheSameAsInABatch(Front front) {
        Network network = front.network(Network.Mode.INFERENCE);
        Map<String, Array64> together = values(network, 7, 1, LENGTHS);

        double[] batch = run(network, together);

        Map<String, Array64> alone = new LinkedHashMap<>(together);
        Array64 row = Array64.zeros(4, 1, 2);
        for (int i = 0; i < row.data().length; i++) {
            row.data()[i] = Objects.requireNonNull(together.get("features")).data()[i / 2 * 6 + 2 + i % 2];
        }
        alone.put("features", row);
        alone.put("lengths", new Array64(new int[] {1}, new double[] {4}));
        double[] single = run(network, alone);
        assertThat(single[0]).isCloseTo(batch[2], within(1e-14));
        assertThat(single[1]).isCloseTo(batch[3], within(1e-14));
    }

    private static double[] run(Network network, Map<String, Array64> values) {
        return Objects.requireNonNull(Interpreter.run(network.graph(), values).get("outputs"))
                .data();
    }

    @Test
    void outputs_sequenceInParts_goOnAfterACausalConvolution() {
        Network whole = Front.CAUSAL.network(Network.Mode.INFERENCE);
        Map<String, Array64> values = values(whole, 7, 1, 7);
        ModelConfig config =
                ModelConfig.of(EncoderOptions.of(TestCells.GATED, 3)).withConv(Front.CAUSAL.layers);
        Network network = SequenceModel.build(config, new ModelInput.Features(2), 2, Network.Mode.WITH_STATES);
        assertThat(network.states().keySet()).contains("conv.0.x", "encoder.l0.h");

        Map<String, Array64> carried = new LinkedHashMap<>(values);
        network.states()
                .forEach((name, state) ->
                        carried.put("state." + name, Array64.zeros(state.shape().sizes(Map.of("B", 1)))));
        double[] atOnce = run(network, carried);
        double[] x = Objects.requireNonNull(values.get("features")).data();
        double[] inParts = new double[0];
        int at = 0;
        for (int part : new int[] {2, 1, 3, 1}) {
            double[] steps = java.util.Arrays.copyOfRange(x, at * 2, (at + part) * 2);
            carried.put("features", new Array64(new int[] {part, 1, 2}, steps));
            carried.put("lengths", new Array64(new int[] {1}, new double[] {part}));
            Map<String, Array64> results = Interpreter.run(network.graph(), carried);
            results.forEach((name, value) -> {
                if (name.startsWith(Network.NEXT_STATE_PREFIX)) {
                    carried.put("state." + name.substring(Network.NEXT_STATE_PREFIX.length()), value);
                }
            });
            inParts = Objects.requireNonNull(results.get("outputs")).data();
            at += part;
        }
        assertThat(inParts).containsExactly(atOnce, within(1e-14));
    }

    @ParameterizedTest(name = "kernel {0}, stride {1}, dilation {2}, {3}: {4} steps become {5}")
    @CsvSource({
        "3, 1, 1, SAME, 5, 5", "3, 2, 1, SAME, 5, 3", "4, 3, 2, SAME, 7, 3", "3, 2, 1, CAUSAL, 6, 3",
        "3, 1, 1, VALID, 5, 3", "3, 2, 2, VALID, 9, 3", "3, 1, 1, VALID, 2, 0", "1, 4, 1, VALID, 8, 2"
    })
    void lengths_byTheRule(int kernel, int stride, int dilation, Padding padding, int length, int expected) {
        TimeConvolution convolution = ConvOptions.of(1, kernel)
                .withStride(stride)
                .withDilation(dilation)
                .withPadding(padding)
                .convolution();
        Graph graph = new Graph(Map.of("n", convolution.lengths(Exprs.input("lengths", Dims.of(1)))));
        Map<String, Array64> values = Map.of("lengths", new Array64(new int[] {1}, new double[] {length}));

        assertThat(Objects.requireNonNull(Interpreter.run(graph, values).get("n"))
                        .data())
                .containsExactly(expected);
        assertThat(convolution.places(length)).isEqualTo(expected);
    }

    @Test
    void build_answersAtEveryStepBehindAStride_isRefusedNamingTheLayer() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(TestCells.GATED, 3))
                .withConv(ConvOptions.of(3, 3), ConvOptions.of(3, 3).withStride(2))
                .withHead(HeadOptions.defaults().atEveryStep());
        assertThatThrownBy(() -> SequenceModel.build(config, new ModelInput.Features(2), 2, Network.Mode.INFERENCE))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("model.conv[1] leaves fewer steps");
    }
}
