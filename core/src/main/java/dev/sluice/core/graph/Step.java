package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The body of a {@link Scan}: one step. Its leaves are placeholders ({@link Input}s) and constants only;
 * everything from outside enters through {@code captures}, so that a step can be moved, differentiated and exported by
 * itself.
 *
 * @param inputs one placeholder for each sequence, the shape of one step: {@code [B, I]}
 * @param states one placeholder for each state at the start of the step
 * @param captures placeholders for values that are the same in all steps: weights, per-sequence masks
 * @param next the states at the end of the step, shaped like {@code states}
 * @param outputs of the step, stacked over time by the scan
 */
public record Step(List<Expr> inputs, List<Expr> states, List<Expr> captures, List<Expr> next, List<Expr> outputs) {
    /** Checks that states keep their shapes and that all leaves are declared. */
    public Step {
        inputs = List.copyOf(inputs);
        states = List.copyOf(states);
        captures = List.copyOf(captures);
        next = List.copyOf(next);
        outputs = List.copyOf(outputs);
        if (states.size() != next.size()) {
            throw new ShapeMismatchException(
                    "each state needs a next state, but there are " + states.size() + " and " + next.size());
        }
        for (int i = 0; i < states.size(); i++) {
            if (!states.get(i).shape().equals(next.get(i).shape())) {
                throw new ShapeMismatchException(
                        "the state " + states.get(i).describe() + " must keep its shape, but its next value is "
                                + next.get(i).describe());
            }
        }
        Set<Expr> placeholders = new LinkedHashSet<>(inputs);
        placeholders.addAll(states);
        placeholders.addAll(captures);
        for (Expr expr : Graph.topological(roots(next, outputs))) {
            if (expr.op() instanceof Op.Leaf && !(expr.op() instanceof Constant) && !placeholders.contains(expr)) {
                throw new IllegalArgumentException(
                        expr.describe() + " is used in a step but is none of its inputs, states"
                                + " or captures; build the step with ScanBuilder");
            }
        }
    }

    /** Next states and outputs, the results of a step. */
    public List<Expr> roots() {
        return roots(next, outputs);
    }

    /** All expressions of the step, operands before users. */
    public List<Expr> expressions() {
        return Graph.topological(roots());
    }

    private static List<Expr> roots(List<Expr> next, List<Expr> outputs) {
        List<Expr> roots = new ArrayList<>(next);
        roots.addAll(outputs);
        return roots;
    }
}
