package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.FiniteDifferences;
import dev.sluice.core.graph.Gradients;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Holds the gradients of a graph against central differences, in float64.
 *
 * @param step how far each element is moved to either side
 * @param tolerance the largest allowed difference, relative to the larger of 1 and the gradient's absolute value
 */
public record GradientCheck(double step, double tolerance) {
    /** Steps of 1e-5, of which the error is about 1e-10, and a tolerance of 1e-7. */
    public static GradientCheck defaults() {
        return new GradientCheck(1e-5, 1e-7);
    }

    /**
     * The element where gradient and differences are furthest apart.
     *
     * @param leaf a parameter or input
     * @param index of the element
     * @param gradient by {@link Gradients}
     * @param differences by {@link FiniteDifferences}
     */
    public record Worst(String leaf, List<Integer> index, double gradient, double differences) {
        /** The distance, relative to the larger of 1 and the differences' absolute value; infinite for NaN. */
        public double relative() {
            double distance = Math.abs(gradient - differences) / Math.max(1, Math.abs(differences));
            return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s%s: the gradient is %.12g, but by differences %.12g (relative distance %.3g)",
                    leaf,
                    index,
                    gradient,
                    differences,
                    relative());
        }
    }

    /**
     * Checks the gradients of a scalar output.
     *
     * @param leaves names of parameters or inputs with values that can be moved (no indices, no lengths)
     * @param values inputs and parameters by name. Not modified.
     * @throws AssertionError naming the worst element, if it is beyond the tolerance
     */
    public void check(Graph graph, String output, List<String> leaves, Map<String, Array64> values) {
        Worst worst = worst(graph, output, leaves, values);
        if (worst.relative() > tolerance) {
            throw new AssertionError(
                    "gradients must agree with central differences within " + tolerance + ", but at worst " + worst);
        }
    }

    /** The worst element of all leaves. */
    public Worst worst(Graph graph, String output, List<String> leaves, Map<String, Array64> values) {
        return worst(pairs(graph, output, leaves, values, Gradients::extend));
    }

    /** The worst element of all pairs. */
    static Worst worst(List<Pair> pairs) {
        Worst worst = new Worst("nothing", List.of(), 0, 0);
        for (Pair pair : pairs) {
            for (int i = 0; i < pair.gradient().data().length; i++) {
                Worst here = pair.element(i);
                if (here.relative() > worst.relative()) {
                    worst = here;
                }
            }
        }
        return worst;
    }

    /** Gradients and differences of each leaf. */
    List<Pair> pairs(
            Graph graph,
            String output,
            List<String> leaves,
            Map<String, Array64> values,
            Framework.Differentiation differentiation) {
        Map<String, Array64> results = Interpreter.run(differentiation.extend(graph, output, leaves), values);
        List<Pair> pairs = new ArrayList<>();
        for (String leaf : leaves) {
            Array64 gradient = Objects.requireNonNull(results.get(Gradients.PREFIX + leaf), leaf);
            Pair pair = new Pair(leaf, gradient, differences(graph, output, leaf, values, step));
            // A steep function bends within the step. A smaller one errs less there, and more by rounding elsewhere.
            boolean steep = !pair.agrees(tolerance);
            pairs.add(steep ? new Pair(leaf, gradient, differences(graph, output, leaf, values, step / 8)) : pair);
        }
        return pairs;
    }

    private static Array64 differences(
            Graph graph, String output, String leaf, Map<String, Array64> values, double step) {
        return FiniteDifferences.gradient(graph, output, leaf, values, Evaluation.Random.NONE, step);
    }

    /** The gradient by one leaf, computed in both ways. */
    record Pair(String leaf, Array64 gradient, Array64 differences) {
        Worst element(int position) {
            return new Worst(
                    leaf,
                    Words.index(position, gradient.sizes()),
                    gradient.data()[position],
                    differences.data()[position]);
        }

        boolean agrees(double tolerance) {
            return worst(List.of(this)).relative() <= tolerance;
        }
    }
}
