package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves products that depend on a step's inputs alone out of the loop: {@code x_t · W} for each step becomes one product
 * over all {@code T·B} rows. The result is the same function.
 */
public final class Hoist {
    private Hoist() {}

    /** The graph with all such products moved out of its scans. */
    public static Graph apply(Graph graph) {
        Rewriter rewriter = new Rewriter();
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Scan scan) {
                rewriter.replace(expr, hoist(expr, scan));
            }
        }
        Map<String, Expr> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> outputs.put(name, rewriter.rewrite(expr)));
        return new Graph(outputs);
    }

    private static Expr hoist(Expr expr, Scan scan) {
        Step step = scan.step();
        Set<Expr> liftable = liftable(step);
        Set<Expr> products = productsWithin(liftable, step);
        Set<Expr> lifted = new LinkedHashSet<>();
        Set<Expr> used = new HashSet<>(step.roots());
        for (Expr e : step.expressions()) {
            if (!products.contains(e)) {
                used.addAll(e.operands());
            }
        }
        for (Expr e : step.expressions()) {
            if (products.contains(e) && used.contains(e)) {
                lifted.add(e);
            }
        }
        return lifted.isEmpty() ? expr : rebuild(expr, scan, lifted);
    }

    /** Expressions of inputs and captures alone, in operations that mean the same for one step and for all at once. */
    private static Set<Expr> liftable(Step step) {
        Set<Expr> sequences = new HashSet<>(step.inputs());
        Set<Expr> captures = new HashSet<>(step.captures());
        for (Expr e : step.expressions()) {
            boolean known = e.operands().stream()
                    .allMatch(o -> sequences.contains(o) || captures.contains(o) || o.op() instanceof Constant);
            if (known && e.operands().stream().anyMatch(sequences::contains) && sameForAllSteps(e, captures)) {
                sequences.add(e);
            }
        }
        step.inputs().forEach(sequences::remove);
        return sequences;
    }

    private static boolean sameForAllSteps(Expr e, Set<Expr> captures) {
        return switch (e.op()) {
            case UnaryOp unary -> true;
            case BinaryOp binary -> true;
            case Select select -> true;
            case Softmax softmax -> true;
            case Slice slice -> true;
            case Pad pad -> true;
            case Concat concat -> e.operands().stream().noneMatch(captures::contains);
            case Reduce reduce -> true;
            case MatMul product -> !product.transposeLeft() && captures.contains(e.operand(1));
            default -> false;
        };
    }

    private static Set<Expr> productsWithin(Set<Expr> liftable, Step step) {
        Set<Expr> products = new HashSet<>();
        for (Expr e : step.expressions()) {
            if (liftable.contains(e)
                    && (e.op() instanceof MatMul || e.operands().stream().anyMatch(products::contains))) {
                products.add(e);
            }
        }
        return products;
    }

    private static Expr rebuild(Expr expr, Scan scan, Set<Expr> lifted) {
        Step step = scan.step();
        Rewriter outwards = new Rewriter();
        for (int i = 0; i < expr.operands().size(); i++) {
            outwards.replace(scan.placeholder(i), expr.operand(i));
        }
        Rewriter inwards = new Rewriter();
        List<Expr> inputs = new ArrayList<>(step.inputs());
        List<Expr> sequences = new ArrayList<>(expr.operands().subList(0, inputs.size()));
        for (Expr e : lifted) {
            Expr placeholder = Exprs.input("hoisted." + inputs.size(), e.shape());
            inwards.replace(e, placeholder);
            inputs.add(placeholder);
            sequences.add(outwards.rewrite(e));
        }
        List<Expr> next = inwards.rewrite(step.next());
        List<Expr> outputs = inwards.rewrite(step.outputs());
        return PrunedScan.of(
                inputs,
                sequences,
                step.states(),
                expr.operands()
                        .subList(
                                step.inputs().size(),
                                step.inputs().size() + step.states().size()),
                step.captures(),
                expr.operands()
                        .subList(
                                step.inputs().size() + step.states().size(),
                                expr.operands().size()),
                next,
                outputs,
                scan.reverse());
    }
}
