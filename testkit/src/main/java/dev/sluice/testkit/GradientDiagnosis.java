package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Says what is wrong with a gradient: at which parameter, with both values, and what its pattern usually means.
 *
 * @param check the tolerance
 * @param graph with the scalar output
 * @param output the scalar's name
 * @param values inputs and parameters by name
 * @param naming gives a leaf its name in messages
 */
record GradientDiagnosis(
        GradientCheck check, Graph graph, String output, Map<String, Array64> values, UnaryOperator<String> naming) {
    private static final double SAME_FACTOR = 1e-4;

    /**
     * Compares gradients and differences.
     *
     * @throws ContractViolation if they differ
     */
    void require(List<GradientCheck.Pair> pairs) {
        List<GradientCheck.Pair> wrong =
                pairs.stream().filter(pair -> !pair.agrees(check.tolerance())).toList();
        if (!wrong.isEmpty()) {
            GradientCheck.Worst worst = GradientCheck.worst(wrong);
            String index = worst.index().isEmpty() ? "" : worst.index().toString();
            throw new ContractViolation("gradients must agree with central differences within " + check.tolerance()
                    + ", but at " + naming.apply(worst.leaf()) + index + " the gradient is "
                    + Words.number(worst.gradient()) + " and the differences say "
                    + Words.number(worst.differences()) + ". " + extent(pairs, wrong) + cause(wrong, worst));
        }
    }

    private String extent(List<GradientCheck.Pair> pairs, List<GradientCheck.Pair> wrong) {
        String right = names(
                pairs.stream().filter(pair -> pair.agrees(check.tolerance())).toList());
        return "Wrong for " + names(wrong) + (right.isEmpty() ? "" : "; right for " + right) + ". ";
    }

    private String names(List<GradientCheck.Pair> pairs) {
        return pairs.stream().map(pair -> naming.apply(pair.leaf())).collect(Collectors.joining(", "));
    }

    private String cause(List<GradientCheck.Pair> wrong, GradientCheck.Worst worst) {
        if (Double.isNaN(worst.differences())) {
            return "The function itself is not a number there: look for sqrt, log or pow of a negative number, or 0/0.";
        }
        if (!Double.isFinite(worst.gradient())) {
            return "The function is finite there but its slope is not: look for sqrt, log, pow or a division at 0;"
                    + " add a small number inside.";
        }
        if (isCorner(worst)) {
            return "The function has a corner or a jump there (relu, min, max, abs, select, a comparison), where differences say"
                    + " nothing; if the test stands on it by accident, move the parameters' first values.";
        }
        double factor = worst.differences() == 0 ? Double.NaN : worst.gradient() / worst.differences();
        if (wrong.stream().allMatch(pair -> isMultiple(pair, -1))) {
            return "All of it has the opposite sign: look for a wrong sign in the adjoint of an operation on the way from there"
                    + " to the output.";
        }
        if (wrong.stream().allMatch(pair -> isMultiple(pair, 0))) {
            return "No gradient arrives: the only way from there leads through sign, a comparison or the condition of a select,"
                    + " which pass none on.";
        }
        if (wrong.stream().allMatch(pair -> isMultiple(pair, factor))) {
            return "All of it is " + Words.number(factor)
                    + " times what it should be: an adjoint has a wrong factor, or a value"
                    + " used twice is counted once.";
        }
        return "It is no multiple of the right one: one of several ways from there to the output has a wrong adjoint (a sign, a"
                + " factor, or the wrong operand).";
    }

    private static boolean isMultiple(GradientCheck.Pair pair, double factor) {
        double scale = 1e-6;
        for (double difference : pair.differences().data()) {
            scale = Math.max(scale, Math.abs(difference));
        }
        for (int i = 0; i < pair.gradient().data().length; i++) {
            double distance =
                    pair.gradient().data()[i] - factor * pair.differences().data()[i];
            if (!(Math.abs(distance) <= SAME_FACTOR * scale)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the slopes to the left and to the right differ by more than curvature explains. */
    private boolean isCorner(GradientCheck.Worst worst) {
        Array64 leaf = Comparison.get(values, worst.leaf());
        int position = 0;
        int[] sizes = leaf.sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            position = position * sizes[axis] + worst.index().get(axis);
        }
        double here = moved(worst.leaf(), position, 0);
        double right = (moved(worst.leaf(), position, check.step()) - here) / check.step();
        double left = (here - moved(worst.leaf(), position, -check.step())) / check.step();
        return Math.abs(right - left) > 1e3 * check.step() * Math.max(1, Math.abs(right) + Math.abs(left));
    }

    private double moved(String leaf, int position, double by) {
        Array64 at = Comparison.get(values, leaf);
        Array64 copy = new Array64(at.sizes(), at.data().clone());
        copy.data()[position] += by;
        Map<String, Array64> run = new LinkedHashMap<>(values);
        run.put(leaf, copy);
        return Objects.requireNonNull(Interpreter.run(graph, run).get(output)).data()[0];
    }
}
