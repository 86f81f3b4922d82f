package dev.sluice.core.graph.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * An expression whose gradients are checked: leaves with their shapes and ranges, and a function of them. The result is
 * multiplied with random numbers and summed, so every element's gradient counts.
 */
final class GradientCase {
    private static final double STEP = 1e-5;
    private static final Map<String, Integer> SIZES = Map.of("T", 4, "B", 3);

    private final String name;
    private final Map<String, Expr> leaves = new LinkedHashMap<>();
    private final Map<String, Array64> values = new LinkedHashMap<>();
    private final SplittableRandom random;

    GradientCase(String name) {
        this.name = name;
        random = new SplittableRandom(name.hashCode());
    }

    /** A parameter or input with values in a range. */
    GradientCase within(double low, double high, String label, Object... dims) {
        Dims shape = Dims.of(dims);
        leaves.put(label, Exprs.input(label, shape));
        values.put(label, uniform(shape, low, high));
        return this;
    }

    /** A leaf with values between -1 and 1. */
    GradientCase leaf(String label, Object... dims) {
        return within(-1, 1, label, dims);
    }

    /** An input with given numbers, of which no gradient is taken. */
    GradientCase fixed(String label, Dims dims, double... numbers) {
        leaves.put(label, Exprs.input(label, dims));
        values.put(label, new Array64(dims.sizes(SIZES), numbers));
        return this;
    }

    private Array64 uniform(Dims shape, double low, double high) {
        int[] sizes = shape.sizes(SIZES);
        return new Array64(
                sizes, random.doubles(Array64.count(sizes), low, high).toArray());
    }

    @Override
    public String toString() {
        return name;
    }

    /** Checks the gradients of all leaves that are not fixed, before and after hoisting. */
    void check(Function<Map<String, Expr>, Expr> function, String... skipped) {
        Expr result = function.apply(leaves);
        Expr weights = Exprs.input("weights", result.shape());
        values.put("weights", uniform(result.shape(), -1, 1));
        Graph graph = new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), result.mul(weights))));
        List<String> wanted = leaves.keySet().stream()
                .filter(leaf -> !List.of(skipped).contains(leaf))
                .toList();
        Map<String, Array64> plain = Interpreter.run(Gradients.extend(graph, "loss", wanted), values);
        Map<String, Array64> hoisted = Interpreter.run(TrainingGraph.of(graph, "loss", wanted), values);
        for (String leaf : wanted) {
            Array64 expected = FiniteDifferences.gradient(graph, "loss", leaf, values, Evaluation.Random.NONE, STEP);
            compare(leaf, expected, Objects.requireNonNull(plain.get("grad." + leaf)));
            compare(leaf + ", hoisted", expected, Objects.requireNonNull(hoisted.get("grad." + leaf)));
        }
    }

    private void compare(String what, Array64 expected, Array64 actual) {
        assertThat(actual.sizes())
                .as("%s: shape of the gradient of %s", name, what)
                .isEqualTo(expected.sizes());
        for (int i = 0; i < expected.data().length; i++) {
            double scale = Math.max(1, Math.abs(expected.data()[i]));
            assertThat(Math.abs(actual.data()[i] - expected.data()[i]) / scale)
                    .as(
                            "%s: gradient of %s, element %d: %s, by differences %s",
                            name, what, i, actual.data()[i], expected.data()[i])
                    .isLessThan(1e-8);
        }
    }
}
