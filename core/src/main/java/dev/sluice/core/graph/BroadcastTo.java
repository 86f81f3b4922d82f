package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repeats along axes of size 1 and missing leading axes, to {@code target}. */
public record BroadcastTo(Dims target) implements Primitive {
    @Override
    public String name() {
        return "broadcast_to";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims from = operands.getFirst().shape();
        if (!Dims.broadcast(from, target).equals(target)) {
            throw new ShapeMismatchException(from + " cannot be broadcast to " + target);
        }
        return target;
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        return operands.getFirst().broadcast(run.sizes(target));
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Collections.singletonList(SumTo.unbroadcast(gradient, self.operand(0)));
    }
}
