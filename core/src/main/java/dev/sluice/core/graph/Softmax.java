package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Softmax over the last axis, {@code e^x / Σ e^x}, or its logarithm; the largest element is subtracted first, so
 * neither overflows.
 */
public record Softmax(boolean log) implements Primitive {
    @Override
    public String name() {
        return log ? "log_softmax" : "softmax";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims shape = operands.getFirst().shape();
        Axes.check(-1, shape);
        return shape;
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 x = operands.getFirst();
        int n = x.size(-1);
        double[] out = new double[x.data().length];
        for (int row = 0; row < x.outer(-1); row++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                largest = Math.max(largest, x.data()[row * n + i]);
            }
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Math.exp(x.data()[row * n + i] - largest);
            }
            for (int i = 0; i < n; i++) {
                double shifted = x.data()[row * n + i] - largest;
                out[row * n + i] = log ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
            }
        }
        return new Array64(x.sizes(), out);
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        Expr result = log
                ? gradient.sub(Exprs.exp(self).mul(gradient.sum(-1)))
                : self.mul(gradient.sub(gradient.mul(self).sum(-1)));
        return Collections.singletonList(result);
    }
}
