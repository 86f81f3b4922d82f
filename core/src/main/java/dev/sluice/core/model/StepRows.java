package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ShapeMismatchException;

/** Sequences of a batch have nothing to do with each other: each value of a step has a row of its own for each of them. */
public final class StepRows {
    private StepRows() {}

    /**
     * The network itself.
     *
     * @throws ShapeMismatchException if a step of it mixes its rows
     */
    public static Network kept(Network network) {
        for (Expr expr : network.graph().expressions()) {
            if (expr.op() instanceof Scan scan) {
                scan.step().expressions().forEach(StepRows::require);
            }
        }
        return network;
    }

    private static void require(Expr value) {
        if (value.op() instanceof Op.Leaf) {
            return;
        }
        for (Expr operand : value.operands()) {
            if (hasRows(operand) && !hasRows(value)) {
                throw new ShapeMismatchException(
                        "a step computes each sequence of a batch by itself, so every value in it must"
                                + " have a row for each, [B, ..], but " + value.describe() + " of "
                                + operand.describe()
                                + " mixes the rows; reduce axis -1 (the features), not -2 (the rows)");
            }
        }
    }

    private static boolean hasRows(Expr value) {
        return value.results().size() == 1
                && value.shape().rank() >= 1
                && value.shape().axis(0).equals(Dim.BATCH);
    }
}
