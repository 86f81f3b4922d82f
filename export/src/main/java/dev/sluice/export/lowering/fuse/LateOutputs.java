package dev.sluice.export.lowering.fuse;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves computations of a step that only affect an output behind the loop, where each is one node for all steps: the
 * zeros past a row's length, or an output gate that depends on the input. The counterpart of hoisting.
 */
public final class LateOutputs {
    private final Step step;
    private final Map<Expr, Expr> outside = new HashMap<>();
    private final Map<Expr, Integer> uses = new HashMap<>();

    private LateOutputs(Expr loop, Step step) {
        this.step = step;
        List<Expr> leaves = new ArrayList<>(step.inputs());
        leaves.addAll(step.states());
        leaves.addAll(step.captures());
        for (int i = 0; i < leaves.size(); i++) {
            outside.put(leaves.get(i), loop.operand(i));
        }
        outside.keySet().removeAll(step.states());
        step.roots().forEach(root -> uses.merge(root, 1, Integer::sum));
        for (Expr expr : step.expressions()) {
            expr.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
        }
    }

    /** The results of a loop, states first, from a loop with smaller steps. */
    public static List<Expr> of(Expr loop, Scan scan) {
        Step step = scan.step();
        LateOutputs late = new LateOutputs(loop, step);
        List<Expr> kept = new ArrayList<>();
        Set<Expr> given = new HashSet<>(step.roots());
        for (Expr output : step.outputs()) {
            Expr now = late.kept(output, given);
            kept.add(now);
            given.add(now);
        }
        Step shorter = new Step(step.inputs(), step.states(), step.captures(), step.next(), kept);
        Expr rebuilt = Expr.of(new Scan(shorter, scan.reverse()), loop.operands());
        List<Expr> results = new ArrayList<>();
        for (int i = 0; i < rebuilt.results().size(); i++) {
            Expr result = Expr.of(new Pick(i), rebuilt);
            int output = i - step.states().size();
            results.add(output < 0 ? result : late.redone(step.outputs().get(output), kept.get(output), result));
        }
        return results;
    }

    /**
     * The value that the loop must return so that the rest can be computed behind it. A value that it already returns would
     * have to be copied.
     */
    private Expr kept(Expr output, Set<Expr> given) {
        List<Expr> carried = output.operands().stream()
                .filter(operand -> !isOutside(operand))
                .distinct()
                .toList();
        boolean leaves = isElementwise(output.op())
                && uses.getOrDefault(output, 0) == 1
                && carried.size() == 1
                && carried.getFirst().shape().equals(output.shape())
                && !step.states().contains(carried.getFirst())
                && !given.contains(carried.getFirst());
        return leaves ? kept(carried.getFirst(), given) : output;
    }

    private Expr redone(Expr expr, Expr kept, Expr now) {
        if (expr.equals(kept)) {
            return now;
        }
        return Expr.of(
                expr.op(),
                expr.operands().stream()
                        .map(operand -> isOutside(operand) ? outside(operand) : redone(operand, kept, now))
                        .toList());
    }

    private boolean isOutside(Expr expr) {
        return isNumber(expr) || outside.containsKey(expr);
    }

    private static boolean isNumber(Expr expr) {
        return expr.op() instanceof Constant
                || expr.op() instanceof BroadcastTo && expr.operand(0).op() instanceof Constant;
    }

    /** An operand outside the loop; a scalar need not be expanded, because the other operand has the full shape. */
    private Expr outside(Expr operand) {
        return isNumber(operand) && operand.op() instanceof BroadcastTo
                ? operand.operand(0)
                : outside.getOrDefault(operand, operand);
    }

    private static boolean isElementwise(Op op) {
        return op instanceof UnaryOp || op instanceof BinaryOp || op instanceof Select;
    }
}
