package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.graph.Unfold;
import dev.sluice.core.graph.ValidSteps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds a network for one step of each row: {@code tokens [B]}, {@code features [B, F]}, static numbers and states in,
 * outputs and states out. Time has size 1, every row has length 1, and each loop is replaced by its step, so no operator
 * with a time axis remains.
 */
public final class OneStep {
    private static final Dim ONE = Dim.of(1);

    private final Map<Expr, List<Expr>> done = new HashMap<>();
    /** Conditions that are always true. */
    private final Set<Expr> always = new HashSet<>();

    private OneStep() {}

    /**
     * The network of one step.
     *
     * @param whole network with state inputs and outputs, all loops forward, and outputs from the last state or at every
     *     step
     */
    public static Graph of(Graph whole) {
        OneStep rewriting = new OneStep();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        for (Expr expr : whole.expressions()) {
            rewriting.done.put(expr, rewriting.rewrite(expr));
        }
        whole.outputs().forEach((name, expr) -> {
            Expr now = rewriting.one(expr);
            outputs.put(name, isSequence(expr) ? rewriting.withoutTime(now) : now);
        });
        return Simplify.apply(new Graph(outputs));
    }

    private Expr one(Expr expr) {
        return all(expr).getFirst();
    }

    private List<Expr> all(Expr expr) {
        List<Expr> known = done.get(expr);
        if (known == null) {
            throw new IllegalStateException(expr.describe() + " is used before it is computed");
        }
        return known;
    }

    private List<Expr> rewrite(Expr expr) {
        return switch (expr.op()) {
            case Input input -> List.of(input(input));
            case Op.Leaf leaf -> List.of(expr);
            case Pick pick -> List.of(all(expr.operand(0)).get(pick.index()));
            case Scan scan -> written(scan.step(), expr);
            case ValidSteps valid -> List.of(valid(expr));
            case Unfold unfold -> List.of(unfolded(unfold.kernel(), expr));
            default -> List.of(plain(expr));
        };
    }

    private static Expr ones(Dims dims) {
        return Expr.of(new BroadcastTo(dims), Exprs.constant(1));
    }

    /** The kernel's window at the only step: this step, the steps before it, and zeros after it. */
    private Expr unfolded(TimeKernel kernel, Expr expr) {
        Expr x = withoutTime(one(expr.operand(0)));
        int features = x.shape().fixed(-1);
        List<Expr> taps = new ArrayList<>();
        for (int k = 0; k < kernel.size(); k++) {
            int source = kernel.source(0, k);
            boolean past = source < 0 && expr.operands().size() > 1;
            int at = (source + kernel.lead()) * features;
            Expr tap =
                    source == 0 ? x : past ? one(expr.operand(1)).slice(-1, at, at + features) : Exprs.zeros(x.shape());
            taps.add(tap.reshape(x.shape().insert(0, ONE)));
        }
        return Exprs.concat(-1, taps)
                .reshape(x.shape().with(-1, Dim.of(features * kernel.size())).prepend(ONE));
    }

    /** The mask of valid steps: the step is within every row's length, unless something was subtracted from the length. */
    private Expr valid(Expr expr) {
        Dims now = shape(expr.shape());
        if (expr.operand(0).op() instanceof Input) {
            return certain(ones(now));
        }
        return Expr.of(BinaryOp.LESS, Exprs.constant(0), one(expr.operand(0))).reshape(now);
    }

    private Expr certain(Expr condition) {
        always.add(condition);
        return condition;
    }

    private static Expr input(Input input) {
        if (input.kind() == Input.Kind.LENGTH) {
            return ones(input.dims());
        }
        if (input.dims().rank() == 0 || !input.dims().axis(0).equals(Dim.TIME)) {
            return Expr.of(input);
        }
        Dims now = input.dims().without(0);
        return Expr.of(new Input(input.label(), now, input.kind())).reshape(now.prepend(ONE));
    }

    private Expr plain(Expr expr) {
        List<Expr> operands = expr.operands().stream().map(this::one).toList();
        if (expr.op() instanceof Select
                && always.contains(operands.get(0))
                && operands.get(1).shape().equals(shape(expr.shape()))) {
            return operands.get(1);
        }
        Op op = switch (expr.op()) {
            case BroadcastTo broadcast -> new BroadcastTo(shape(broadcast.target()));
            case Reshape reshape -> new Reshape(shape(reshape.target()));
            case SumTo sum -> new SumTo(shape(sum.target()));
            case RandomMask mask -> new RandomMask(mask.purpose(), mask.keep(), shape(mask.dims()));
            default -> expr.op();
        };
        return Expr.of(op, operands);
    }

    /** The results of a loop after one step: its states, then its outputs as sequences of length 1. */
    private List<Expr> written(Step step, Expr loop) {
        List<Expr> placeholders = new ArrayList<>(step.inputs());
        placeholders.addAll(step.states());
        placeholders.addAll(step.captures());
        for (int i = 0; i < placeholders.size(); i++) {
            Expr operand = one(loop.operand(i));
            done.put(placeholders.get(i), List.of(i < step.inputs().size() ? withoutTime(operand) : operand));
        }
        for (Expr expr : step.expressions()) {
            if (!done.containsKey(expr)) {
                done.put(expr, rewrite(expr));
            }
        }
        List<Expr> results = new ArrayList<>();
        step.next().forEach(next -> results.add(one(next)));
        for (Expr output : step.outputs()) {
            Expr now = one(output);
            results.add(now.reshape(now.shape().prepend(ONE)));
        }
        return results;
    }

    private static boolean isSequence(Expr expr) {
        return expr.shape().rank() > 0 && expr.shape().axis(0).equals(Dim.TIME);
    }

    private Expr withoutTime(Expr sequence) {
        Dims now = sequence.shape().without(0);
        if (always.contains(sequence)) {
            return certain(ones(now));
        }
        boolean wasNow =
                sequence.op() instanceof Reshape && sequence.operand(0).shape().equals(now);
        return wasNow ? sequence.operand(0) : sequence.reshape(now);
    }

    private static Dims shape(Dims dims) {
        return new Dims(dims.axes().stream()
                .map(axis -> axis.equals(Dim.TIME) ? ONE : axis)
                .toList());
    }
}
