package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums repeated elements back to {@code target}: the adjoint of broadcasting. */
public record SumTo(Dims target) implements Primitive {
    /** Undoes a broadcast in a gradient, so that it has the shape of the operand it belongs to. */
    static @Nullable Expr unbroadcast(@Nullable Expr gradient, Expr operand) {
        if (gradient == null || gradient.shape().equals(operand.shape())) {
            return gradient;
        }
        Dims both = Dims.broadcast(gradient.shape(), operand.shape());
        // A gradient may be smaller than its operand when it is a constant: broadcast before summing.
        Expr full = both.equals(gradient.shape()) ? gradient : Expr.of(new BroadcastTo(both), gradient);
        return both.equals(operand.shape()) ? full : Expr.of(new SumTo(operand.shape()), full);
    }

    @Override
    public String name() {
        return "sum_to";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims from = operands.getFirst().shape();
        if (!Dims.broadcast(from, target).equals(from)) {
            throw new ShapeMismatchException(from + " is not a broadcast of " + target);
        }
        return target;
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        return operands.getFirst().sumTo(run.sizes(target));
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Collections.singletonList(Expr.of(new BroadcastTo(self.operand(0).shape()), gradient));
    }
}
