package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.GradientClip;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes equal expressions once and drops operations without effect: times one, plus zero, arithmetic of constants, sums
 * of a number over a known count, a value broadcast to a shape that the other operand has anyway, clips of gradients that
 * have been computed. The result is the same function. (Random masks are equal only if their purpose is.)
 */
public final class Simplify {
    private final Map<Key, Expr> known = new HashMap<>();
    private final Map<Expr, Expr> done = new HashMap<>();

    private Simplify() {}

    /** The simplified graph. */
    public static Graph apply(Graph graph) {
        Simplify simplify = new Simplify();
        graph.expressions().forEach(simplify::simplify);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> outputs.put(name, simplify.simplify(expr)));
        return new Graph(outputs);
    }

    private Expr simplify(Expr expr) {
        Expr finished = done.get(expr);
        if (finished == null) {
            List<Expr> operands = expr.operands().stream().map(this::simplify).toList();
            Op op = expr.op() instanceof Scan scan ? new Scan(step(scan.step()), scan.reverse()) : expr.op();
            Expr rebuilt = op.equals(expr.op()) && operands.equals(expr.operands()) ? expr : Expr.of(op, operands);
            Expr shorter = shorten(rebuilt);
            finished = known.computeIfAbsent(new Key(shorter.op(), shorter.operands()), key -> shorter);
            done.put(expr, finished);
        }
        return finished;
    }

    private static Step step(Step step) {
        Simplify inner = new Simplify();
        List<Expr> placeholders = new ArrayList<>(step.inputs());
        placeholders.addAll(step.states());
        placeholders.addAll(step.captures());
        // Placeholders are told apart by identity alone: their labels need not differ.
        placeholders.forEach(placeholder -> inner.done.put(placeholder, placeholder));
        step.expressions().forEach(inner::simplify);
        return new Step(
                step.inputs(),
                step.states(),
                step.captures(),
                step.next().stream().map(inner::simplify).toList(),
                step.outputs().stream().map(inner::simplify).toList());
    }

    private static Expr shorten(Expr expr) {
        return switch (expr.op()) {
            case GradientClip clip -> expr.operand(0);
            case BinaryOp op -> arithmetic(gathered(expr), op);
            case Reshape reshape when isNumber(expr.operand(0)) -> spread(expr);
            case BroadcastTo broadcast when isNumber(expr.operand(0)) -> spread(expr);
            case Reduce reduce when isNumber(expr.operand(0)) -> reduced(expr, reduce);
            default -> expr;
        };
    }

    /** Returns whether all elements are the same number. */
    private static boolean isNumber(Expr expr) {
        return expr.op() instanceof Constant
                || expr.op() instanceof BroadcastTo && expr.operand(0).op() instanceof Constant;
    }

    private static Expr number(Expr expr) {
        return expr.op() instanceof Constant ? expr : expr.operand(0);
    }

    /** One number in each element of a shape, in one operation. */
    private static Expr spread(Expr expr) {
        return spread(number(expr.operand(0)), expr.shape());
    }

    private static Expr spread(Expr number, Dims shape) {
        return shape.rank() == 0 ? number : Expr.of(new BroadcastTo(shape), number);
    }

    /** The same number so many times, where its count is known. */
    private static Expr reduced(Expr expr, Reduce reduce) {
        Expr number = number(expr.operand(0));
        if (reduce.kind() != Reduce.Kind.SUM) {
            return spread(number, expr.shape());
        }
        return expr.operand(0).shape().axis(reduce.axis()) instanceof Dim.Fixed fixed
                ? spread(Exprs.constant(fixed.size() * value(number).data()[0]), expr.shape())
                : expr;
    }

    /** Arithmetic broadcasts by itself. */
    private static Expr gathered(Expr expr) {
        Expr a = expr.operand(0);
        Expr b = expr.operand(1);
        if (a.op() instanceof BroadcastTo && b.shape().equals(expr.shape())) {
            return Expr.of(expr.op(), a.operand(0), b);
        }
        return b.op() instanceof BroadcastTo && a.shape().equals(expr.shape())
                ? Expr.of(expr.op(), a, b.operand(0))
                : expr;
    }

    private static Expr arithmetic(Expr expr, BinaryOp op) {
        Expr a = expr.operand(0);
        Expr b = expr.operand(1);
        if (a.op() instanceof Constant && b.op() instanceof Constant) {
            List<Array64> values = List.of(value(a), value(b));
            Evaluation none = new Evaluation(Map.of(), Evaluation.Random.NONE);
            return Exprs.constant(op.evaluate(values, none).data()[0]);
        }
        Expr kept = switch (op) {
            case MUL -> is(a, 1) ? b : is(b, 1) ? a : expr;
            case ADD -> is(a, 0) ? b : is(b, 0) ? a : expr;
            case SUB -> is(b, 0) ? a : expr;
            case DIV, POW -> is(b, 1) ? a : expr;
            default -> expr;
        };
        return kept.shape().equals(expr.shape()) ? kept : expr;
    }

    private static Array64 value(Expr constant) {
        double value = constant.op() instanceof Constant c ? c.value() : Double.NaN;
        return new Array64(new int[0], new double[] {value});
    }

    private static boolean is(Expr expr, double value) {
        return expr.op() instanceof Constant constant && constant.value() == value;
    }

    private record Key(Op op, List<Expr> operands) {}
}
