package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins along one axis of fixed sizes, counted from the last; the other axes are equal. */
public record Concat(int axis) implements Primitive {
    @Override
    public String name() {
        return "concat";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        if (operands.isEmpty()) {
            throw new ShapeMismatchException("there must be something to join");
        }
        Dims first = operands.getFirst().shape();
        int size = 0;
        for (Expr operand : operands) {
            Axes.check(axis, operand.shape());
            if (!operand.shape().without(axis).equals(first.without(axis))) {
                throw new ShapeMismatchException("all axes but axis " + axis + " must be equal to be joined, but the"
                        + " shapes are " + first + " and " + operand.shape());
            }
            size += operand.shape().fixed(axis);
        }
        return first.with(axis, Dim.of(size));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 first = operands.getFirst();
        int total = operands.stream().mapToInt(x -> x.size(axis)).sum();
        int[] sizes = first.sizes();
        sizes[sizes.length + axis] = total;
        Array64 out = Array64.zeros(sizes);
        int inner = first.inner(axis);
        int at = 0;
        for (Array64 x : operands) {
            int n = x.size(axis);
            for (int o = 0; o < x.outer(axis); o++) {
                System.arraycopy(x.data(), o * n * inner, out.data(), (o * total + at) * inner, n * inner);
            }
            at += n;
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        List<@Nullable Expr> gradients = new ArrayList<>();
        int at = 0;
        for (Expr operand : self.operands()) {
            int size = operand.shape().fixed(axis);
            gradients.add(gradient.slice(axis, at, at + size));
            at += size;
        }
        return gradients;
    }
}
