package dev.sluice.core.graph.reference;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.ShapeMismatchException;
import dev.sluice.core.graph.gradient.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Gradients by central differences of the {@link Interpreter} in float64, without any rule of differentiation: slow, and the
 * reference for {@link Gradients}.
 */
public final class FiniteDifferences {
    private FiniteDifferences() {}

    /**
     * The gradient of a scalar output with respect to one leaf, {@code (f(x + step) - f(x - step)) / (2 step)} for each
     * element; its error is of the order of {@code step²}.
     *
     * @param values inputs and parameters by name. Not modified.
     * @return shaped like the leaf's value
     */
    public static Array64 gradient(
            Graph graph,
            String output,
            String leaf,
            Map<String, Array64> values,
            Evaluation.Random random,
            double step) {
        Graph scalar =
                new Graph(Map.of(output, Objects.requireNonNull(graph.outputs().get(output), output)));
        Array64 at = Objects.requireNonNull(values.get(leaf), leaf);
        Array64 moved = new Array64(at.sizes(), at.data().clone());
        Map<String, Array64> run = new LinkedHashMap<>(values);
        run.put(leaf, moved);
        Array64 gradient = Array64.zeros(at.sizes());
        for (int i = 0; i < at.data().length; i++) {
            moved.data()[i] = at.data()[i] + step;
            double above = value(scalar, output, run, random);
            moved.data()[i] = at.data()[i] - step;
            double below = value(scalar, output, run, random);
            moved.data()[i] = at.data()[i];
            gradient.data()[i] = (above - below) / (2 * step);
        }
        return gradient;
    }

    private static double value(Graph graph, String output, Map<String, Array64> values, Evaluation.Random random) {
        Array64 value =
                Objects.requireNonNull(Interpreter.run(graph, values, random).get(output));
        if (value.rank() != 0) {
            throw new ShapeMismatchException("a gradient needs a scalar output, but '" + output + "' is " + value
                    + "; reduce it with sum or mean first");
        }
        return value.data()[0];
    }
}
