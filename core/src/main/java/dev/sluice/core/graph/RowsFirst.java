package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts each row's steps side by side, {@code [T, B, ..] → [B, S, ..]}, or back: a memory that each row can look into as a whole.
 * {@code S} is the number of steps, as {@code T} is, but counts what a row has, not what a loop runs over.
 *
 * @param back whether it goes from rows to steps
 * @param steps the axis of the steps of a row, {@link Dim#MEMORY} unless its size is known
 */
public record RowsFirst(boolean back, Dim steps) implements Primitive {
    @Override
    public String name() {
        return back ? "steps_first" : "rows_first";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims from = operands.getFirst().shape();
        Dim first = back ? Dim.BATCH : Dim.TIME;
        Dim second = back ? steps : Dim.BATCH;
        if (from.rank() < 2 || !from.axis(0).equals(first) || !from.axis(1).equals(second)) {
            throw new ShapeMismatchException(
                    "the first axes must be [" + first + ", " + second + "], but the shape is " + from);
        }
        return from.with(0, back ? Dim.TIME : Dim.BATCH).with(1, back ? Dim.BATCH : steps);
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 x = operands.getFirst();
        int[] sizes = x.sizes();
        int m = sizes[0];
        int n = sizes[1];
        int inner = x.data().length / Math.max(1, m * n);
        sizes[0] = n;
        sizes[1] = m;
        Array64 out = Array64.zeros(sizes);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                System.arraycopy(x.data(), (i * n + j) * inner, out.data(), (j * m + i) * inner, inner);
            }
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Collections.singletonList(Expr.of(new RowsFirst(!back, steps), gradient));
    }
}
