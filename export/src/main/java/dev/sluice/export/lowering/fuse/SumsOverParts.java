package dev.sluice.export.lowering.fuse;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Reduce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sums over the features of several vectors, {@code Σa + Σb}: equal to the sum over one vector with the parts {@code a}
 * and {@code b}. Means and variances shared by gates, as in Ba et al. (2016), have this form.
 */
final class SumsOverParts {
    private final Map<Expr, Set<Expr>> byTotal = new HashMap<>();
    private final Map<Expr, Set<Expr>> bySum = new HashMap<>();

    SumsOverParts(List<Expr> expressions) {
        for (Expr expr : expressions.reversed()) {
            List<Expr> summed = new ArrayList<>();
            if (expr.op() == BinaryOp.ADD && !bySum.containsKey(expr) && takeApart(expr, summed)) {
                Set<Expr> parts = new HashSet<>();
                summed.forEach(sum -> parts.add(sum.operand(0)));
                if (parts.size() == summed.size()) {
                    byTotal.put(expr, parts);
                    summed.forEach(sum -> bySum.put(sum, parts));
                }
            }
        }
    }

    /** The vectors that a total sums over; empty if the expression is something else. */
    Optional<Set<Expr>> parts(Expr total) {
        return Optional.ofNullable(byTotal.get(total));
    }

    /** Returns whether it is part of a total over exactly these vectors. */
    boolean isOver(Expr sum, List<Expr> vectors) {
        return new HashSet<>(vectors).equals(bySum.get(sum));
    }

    private static boolean takeApart(Expr expr, List<Expr> sums) {
        if (expr.op() == BinaryOp.ADD) {
            return takeApart(expr.operand(0), sums) && takeApart(expr.operand(1), sums);
        }
        return expr.op() instanceof Reduce reduce
                && reduce.kind() == Reduce.Kind.SUM
                && reduce.axis() == -1
                && reduce.keep()
                && sums.add(expr);
    }
}
