package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Zeros put before and after along one axis of fixed size, counted from the last: the adjoint of a slice. */
public record Pad(int axis, int before, int after) implements Primitive {
    @Override
    public String name() {
        return "pad";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims shape = operands.getFirst().shape();
        Axes.check(axis, shape);
        return shape.with(axis, Dim.of(before + shape.fixed(axis) + after));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 x = operands.getFirst();
        int inner = x.inner(axis);
        int n = x.size(axis);
        int[] sizes = x.sizes();
        sizes[sizes.length + axis] = before + n + after;
        Array64 out = Array64.zeros(sizes);
        for (int o = 0; o < x.outer(axis); o++) {
            System.arraycopy(
                    x.data(), o * n * inner, out.data(), (o * (before + n + after) + before) * inner, n * inner);
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        int size = self.operand(0).shape().fixed(axis);
        return Collections.singletonList(gradient.slice(axis, before, before + size));
    }
}
