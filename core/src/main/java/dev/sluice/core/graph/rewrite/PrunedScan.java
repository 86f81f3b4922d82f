package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builds a scan without the placeholders that nothing in its step uses. */
public final class PrunedScan {
    private PrunedScan() {}

    public static Expr of(
            List<Expr> inputs,
            List<Expr> sequences,
            List<Expr> states,
            List<Expr> initial,
            List<Expr> captures,
            List<Expr> captured,
            List<Expr> next,
            List<Expr> outputs,
            boolean reverse) {
        List<Expr> roots = new ArrayList<>(next);
        roots.addAll(outputs);
        Set<Expr> reached = new HashSet<>(Graph.topological(roots));
        List<Expr> operands = new ArrayList<>();
        List<Expr> usedInputs = used(inputs, sequences, reached, operands);
        operands.addAll(initial);
        List<Expr> usedCaptures = used(captures, captured, reached, operands);
        return Expr.of(new Scan(new Step(usedInputs, states, usedCaptures, next, outputs), reverse), operands);
    }

    private static List<Expr> used(List<Expr> placeholders, List<Expr> outer, Set<Expr> reached, List<Expr> operands) {
        List<Expr> used = new ArrayList<>();
        for (int i = 0; i < placeholders.size(); i++) {
            if (reached.contains(placeholders.get(i))) {
                used.add(placeholders.get(i));
                operands.add(outer.get(i));
            }
        }
        return used;
    }
}
