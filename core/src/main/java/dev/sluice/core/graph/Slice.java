package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements {@code from} (inclusive) to {@code to} (exclusive) of one axis of fixed size, counted from the last. */
public record Slice(int axis, int from, int to) implements Primitive {
    @Override
    public String name() {
        return "slice";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims shape = operands.getFirst().shape();
        Axes.check(axis, shape);
        int size = shape.fixed(axis);
        if (from < 0 || to <= from || to > size) {
            throw new ShapeMismatchException(
                    "a slice must lie within 0 and " + size + " and not be empty, but was " + from + " to " + to);
        }
        return shape.with(axis, Dim.of(to - from));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 x = operands.getFirst();
        int inner = x.inner(axis);
        int[] sizes = x.sizes();
        sizes[sizes.length + axis] = to - from;
        Array64 out = Array64.zeros(sizes);
        for (int o = 0; o < x.outer(axis); o++) {
            System.arraycopy(
                    x.data(),
                    (o * x.size(axis) + from) * inner,
                    out.data(),
                    o * (to - from) * inner,
                    (to - from) * inner);
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        int size = self.operand(0).shape().fixed(axis);
        return Collections.singletonList(Expr.of(new Pad(axis, from, size - to), gradient));
    }
}
