package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sum, mean or largest element along one axis.
 *
 * @param axis from the last: -1 is the features
 * @param keep whether the axis stays with size 1
 */
public record Reduce(Kind kind, int axis, boolean keep) implements Primitive {
    /** The reduction. */
    public enum Kind {
        /** The sum. */
        SUM,
        /** The mean. */
        MEAN,
        /** The largest; equal ones share the gradient. */
        MAX
    }

    @Override
    public String name() {
        return "reduce_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims from = operands.getFirst().shape();
        Axes.check(axis, from);
        return keep ? from.with(axis, Dim.of(1)) : from.without(axis);
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 x = operands.getFirst();
        int outer = x.outer(axis);
        int inner = x.inner(axis);
        int n = x.size(axis);
        double[] out = new double[outer * inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                double result = kind == Kind.MAX ? Double.NEGATIVE_INFINITY : 0;
                for (int k = 0; k < n; k++) {
                    double value = x.data()[(o * n + k) * inner + i];
                    result = kind == Kind.MAX ? Math.max(result, value) : result + value;
                }
                out[o * inner + i] = kind == Kind.MEAN ? result / n : result;
            }
        }
        return new Array64(Axes.reduced(x.sizes(), axis, keep), out);
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        Expr x = self.operand(0);
        Dims kept = x.shape().with(axis, Dim.of(1));
        Expr spread = keep ? gradient : gradient.reshape(kept);
        return Collections.singletonList(
                switch (kind) {
                    case SUM -> Expr.of(new BroadcastTo(x.shape()), spread);
                    case MEAN -> {
                        // 1/n is the mean of a one along the axis divided by its sum: n may be symbolic.
                        Expr ones = Expr.of(new BroadcastTo(x.shape()), Exprs.constant(1));
                        yield Expr.of(new BroadcastTo(x.shape()), spread.div(ones.sum(axis)));
                    }
                    case MAX -> {
                        Expr largest = keep ? self : self.reshape(kept);
                        Expr winners = Exprs.equal(x, largest);
                        yield winners.mul(spread.div(winners.sum(axis)));
                    }
                });
    }
}
