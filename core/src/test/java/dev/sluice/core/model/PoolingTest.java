package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attention; the poolings without parameters are in {@link RecurrentStackTest}. */
class PoolingTest {
    /** Steps of three rows with lengths 3, 2 and 0; padding is 100. */
    private static final double[] SEQUENCE = {1, -1, 3, 0.5, 100, 100, 2, 0, -4, 2, 100, 100, -1, 5, 100, 100, 100, 100
    };

    private static Graph graph(Pooling pooling) {
        Expr sequence = Exprs.input("sequence", Dims.of(Dim.TIME, Dim.BATCH, 2));
        Expr lengths = Exprs.input("lengths", Dims.of(Dim.BATCH));
        RecurrentStack.Result encoded =
                new RecurrentStack.Result(sequence, Exprs.zeros(Dims.of(Dim.BATCH, 2)), Map.of(), List.of());
        Expr pooled =
                pooling.apply(ParameterScope.root(Initialization.defaults()).child("pooling"), encoded, lengths);
        return new Graph(Map.of("pooled", pooled, "loss", Expr.of(new SumTo(Dims.SCALAR), Exprs.sigmoid(pooled))));
    }

    private static Map<String, Array64> values(Graph graph, double... sequence) {
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("sequence", new Array64(new int[] {3, 3, 2}, sequence.clone()));
        values.put("lengths", new Array64(new int[] {3}, new double[] {3, 2, 0}));
        Map<String, double[]> parameters = Map.of(
                "pooling.query", new double[] {0.7, -0.3},
                "pooling.weight", new double[] {0.5, -0.2, 0.1, 0.9},
                "pooling.bias", new double[] {0.1, -0.4});
        graph.parameters()
                .forEach(parameter -> values.put(
                        parameter.label(),
                        new Array64(
                                parameter.dims().sizes(Map.of()),
                                Objects.requireNonNull(parameters.get(parameter.label())))));
        return values;
    }

    private static double[] pooled(Graph graph, Map<String, Array64> values) {
        return Objects.requireNonNull(Interpreter.run(graph, values).get("pooled"))
                .data();
    }

    @Test
    void attention_ragged_isThePapersMeanOverValidSteps() {
        Graph graph = graph(Pooling.ATTENTION);
        double[] expected =
                expected((a, b) -> 0.7 * Math.tanh(0.5 * a - 0.2 * b + 0.1) - 0.3 * Math.tanh(0.1 * a + 0.9 * b - 0.4));
        assertThat(pooled(graph, values(graph, SEQUENCE))).containsExactly(expected, within(1e-12));
    }

    @Test
    void dotAttention_ragged_isThePapersMeanOverValidSteps() {
        Graph graph = graph(Pooling.DOT_ATTENTION);
        double[] expected = expected((a, b) -> (0.7 * a - 0.3 * b) / Math.sqrt(2));
        assertThat(pooled(graph, values(graph, SEQUENCE))).containsExactly(expected, within(1e-12));
    }

    private static double[] expected(java.util.function.DoubleBinaryOperator score) {
        int[] lengths = {3, 2, 0};
        double[] expected = new double[6];
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int t = 0; t < lengths[row]; t++) {
                double a = SEQUENCE[(t * 3 + row) * 2];
                double b = SEQUENCE[(t * 3 + row) * 2 + 1];
                double weight = Math.exp(score.applyAsDouble(a, b));
                sum += weight;
                expected[row * 2] += weight * a;
                expected[row * 2 + 1] += weight * b;
            }
            expected[row * 2] /= Math.max(sum, 1e-300);
            expected[row * 2 + 1] /= Math.max(sum, 1e-300);
        }
        return expected;
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"ATTENTION", "DOT_ATTENTION"})
    void attention_gradients_agreeWithDifferencesAndTheEngine(Pooling pooling) {
        Graph graph = graph(pooling);
        // Zeros past the lengths, as encoders give them.
        double[] cleared = SEQUENCE.clone();
        for (int i = 0; i < cleared.length; i++) {
            cleared[i] = cleared[i] == 100 ? 0 : cleared[i];
        }
        Map<String, Array64> values = values(graph, cleared);
        List<String> leaves = new java.util.ArrayList<>(List.of("sequence"));
        graph.parameters().forEach(parameter -> leaves.add(parameter.label()));
        Graph gradients = Gradients.extend(graph, "loss", leaves);
        Map<String, Array64> reference = Interpreter.run(gradients, values);
        for (String leaf : leaves) {
            assertThat(Objects.requireNonNull(reference.get("grad." + leaf)).data())
                    .as(leaf)
                    .containsExactly(
                            FiniteDifferences.gradient(graph, "loss", leaf, values, Evaluation.Random.NONE, 1e-5)
                                    .data(),
                            within(1e-8));
        }
        Tensors tensors = Array64.toTensors(values);
        Plan.compile(gradients, EngineOptions.defaults())
                .run(tensors, RandomKey.NONE)
                .forEach((name, tensor) -> assertThat(Array64.of(tensor).data())
                        .as(name)
                        .containsExactly(
                                Objects.requireNonNull(reference.get(name)).data(), within(1e-5)));
    }

    @Test
    void attention_hugeScores_doNotOverflow() {
        Graph graph = graph(Pooling.DOT_ATTENTION);
        Map<String, Array64> values = values(graph, SEQUENCE);
        values.put("pooling.query", new Array64(new int[] {1, 2}, new double[] {1e4, 0}));
        assertThat(pooled(graph, values)).startsWith(2, 0, 3, 0.5);
    }
}
