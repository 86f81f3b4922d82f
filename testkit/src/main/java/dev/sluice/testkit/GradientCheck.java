package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    private static final double ALONG = 1e-4;
    private static final double FINER = 32;
    private static final double ROUNDING = 1e-15;

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
        double noise = ROUNDING * size(graph, results) / step;
        List<Pair> pairs = new ArrayList<>();
        for (String leaf : leaves) {
            Array64 gradient = Objects.requireNonNull(results.get(Gradients.PREFIX + leaf), leaf);
            Pair pair = new Pair(leaf, gradient, differences(graph, output, leaf, values, step), noise);
            // A steep function bends within the step. A smaller one errs less there, and more by rounding elsewhere.
            boolean steep = !pair.agrees(tolerance);
            pairs.add(
                    steep
                            ? new Pair(leaf, gradient, differences(graph, output, leaf, values, step / 8), 8 * noise)
                            : pair);
        }
        return pairs;
    }

    /** The sum of all numbers that the outputs have: what is added up rounds in proportion to it. */
    private static double size(Graph graph, Map<String, Array64> results) {
        return graph.outputs().keySet().stream()
                .flatMapToDouble(
                        name -> Arrays.stream(Comparison.get(results, name).data()))
                .map(Math::abs)
                .sum();
    }

    /**
     * Checks the gradients of each leaf along one direction alone: two evaluations a leaf, whatever its size. Far less exact than
     * element by element, since long sums bend more.
     */
    void requireAlong(
            Graph graph,
            String output,
            List<String> leaves,
            Map<String, Array64> values,
            Framework.Differentiation differentiation) {
        Map<String, Array64> results = Interpreter.run(differentiation.extend(graph, output, leaves), values);
        for (String leaf : leaves) {
            double[] direction = direction(Comparison.get(values, leaf));
            double[] gradient = Comparison.get(results, Gradients.PREFIX + leaf).data();
            double slope = 0;
            for (int i = 0; i < direction.length; i++) {
                slope += gradient[i] * direction[i];
            }
            double difference = slope(graph, output, leaf, values, direction, step);
            if (isFar(slope, difference)) {
                // Nearer by where something bends or has a corner.
                difference = slope(graph, output, leaf, values, direction, step / FINER);
            }
            if (isFar(slope, difference)) {
                throw new ContractViolation("of a sequence of many steps, along one direction, the gradient by "
                        + Words.leaf(leaf) + " is " + Words.number(slope) + ", and the differences say "
                        + Words.number(difference)
                        + ". Of few steps it is right: something is lost or counted twice on a long way back.");
            }
        }
    }

    private static boolean isFar(double slope, double difference) {
        return !(Math.abs(slope - difference) <= ALONG * Math.max(1, Math.abs(difference)));
    }

    /** Any direction of length 1 that no symmetry of a cell is perpendicular to. */
    private static double[] direction(Array64 leaf) {
        double[] direction = new double[leaf.data().length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = Math.sin(1 + 2.3 * i) / Math.sqrt(0.5 * direction.length);
        }
        return direction;
    }

    private static double slope(
            Graph graph, String output, String leaf, Map<String, Array64> values, double[] direction, double step) {
        double[] ends = new double[2];
        for (int side = 0; side < 2; side++) {
            Array64 here = Comparison.get(values, leaf);
            double[] moved = here.data().clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (side == 0 ? -step : step) * direction[i];
            }
            Map<String, Array64> changed = new LinkedHashMap<>(values);
            changed.put(leaf, new Array64(here.sizes(), moved));
            Graph alone = new Graph(
                    Map.of(output, Objects.requireNonNull(graph.outputs().get(output))));
            ends[side] = Comparison.get(Interpreter.run(alone, changed), output).data()[0];
        }
        return (ends[1] - ends[0]) / (2 * step);
    }

    private static Array64 differences(
            Graph graph, String output, String leaf, Map<String, Array64> values, double step) {
        return FiniteDifferences.gradient(graph, output, leaf, values, Evaluation.Random.NONE, step);
    }

    /**
     * The gradient by one leaf, computed in both ways.
     *
     * @param noise how far rounding may carry the differences
     */
    record Pair(String leaf, Array64 gradient, Array64 differences, double noise) {
        Worst element(int position) {
            double gradientHere = gradient.data()[position];
            double differenceHere = differences.data()[position];
            boolean rounding = Math.abs(gradientHere - differenceHere) <= noise;
            return new Worst(
                    leaf,
                    Words.index(position, gradient.sizes()),
                    gradientHere,
                    rounding ? gradientHere : differenceHere);
        }

        boolean agrees(double tolerance) {
            return worst(List.of(this)).relative() <= tolerance;
        }
    }
}
