package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Swaps the last two axes. */
public record Transpose() implements Primitive {
    @Override
    public String name() {
        return "transpose";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims shape = operands.getFirst().shape();
        Axes.check(-2, shape);
        return shape.with(-1, shape.axis(-2)).with(-2, shape.axis(-1));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 x = operands.getFirst();
        int m = x.size(-2);
        int n = x.size(-1);
        int[] sizes = x.sizes();
        sizes[sizes.length - 1] = m;
        sizes[sizes.length - 2] = n;
        Array64 out = Array64.zeros(sizes);
        for (int o = 0; o < x.outer(-2); o++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    out.data()[(o * n + j) * m + i] = x.data()[(o * m + i) * n + j];
                }
            }
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Collections.singletonList(Expr.of(new Transpose(), gradient));
    }
}
