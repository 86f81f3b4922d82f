package dev.sluice.core.graph;

import java.util.List;

/** Tells values that need a sequence as a whole from those that parts of it give one after the other, states carried over. */
public final class WholeSequence {
    private WholeSequence() {}

    /** Returns whether a kernel reads ahead or begins anew, or the numbers of steps are counted, which begin anew in each part. */
    public static boolean isNeededBy(Expr expr) {
        return switch (expr.op()) {
            case Unfold unfold -> {
                boolean begun = unfold.kernel().lead() == 0 || expr.operands().size() > 1;
                yield !(unfold.kernel().looksBack() && begun);
            }
            case ValidSteps valid ->
                Graph.topological(List.of(expr.operand(0))).stream().noneMatch(leaf -> leaf.op() instanceof Input);
            // Every row looks into all of its steps.
            case RowsFirst rows -> true;
            default -> false;
        };
    }
}
