package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a kernel read of each step, the adjoint of {@link Unfold}: {@code [T, B, C · K] → [T, B, C]}, or
 * {@code [B, lead · C]} for the steps before the sequence.
 *
 * @param border whether the result is that of the steps before the sequence
 */
public record Fold(TimeKernel kernel, boolean border) implements Primitive {
    @Override
    public String name() {
        return "fold";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims g = operands.getFirst().shape();
        if (g.rank() != 3 || !g.axis(0).equals(Dim.TIME) || g.fixed(-1) % kernel.size() != 0) {
            throw new ShapeMismatchException("what a kernel of " + kernel.size() + " steps read must be [T, B, C x "
                    + kernel.size() + "], but is " + g);
        }
        Dims x = g.with(-1, Dim.of(g.fixed(-1) / kernel.size()));
        return border ? Unfold.border(x, kernel) : x;
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 g = operands.getFirst();
        int steps = g.size(0);
        int rows = g.size(1);
        int size = kernel.size();
        int features = g.size(2) / size;
        Array64 out = border ? Array64.zeros(rows, kernel.lead() * features) : Array64.zeros(steps, rows, features);
        for (int t = 0; t < kernel.places(steps); t++) {
            for (int k = 0; k < size; k++) {
                int source = kernel.source(t, k);
                if (border ? source >= 0 : source < 0 || source >= steps) {
                    continue;
                }
                for (int b = 0; b < rows; b++) {
                    int to = border
                            ? (b * kernel.lead() + source + kernel.lead()) * features
                            : (source * rows + b) * features;
                    for (int c = 0; c < features; c++) {
                        out.data()[to + c] += g.data()[(t * rows + b) * features * size + c * size + k];
                    }
                }
            }
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        if (!border) {
            return Collections.singletonList(Expr.of(new Unfold(kernel), gradient));
        }
        Dims g = self.operand(0).shape();
        Expr nothing = Exprs.zeros(g.with(-1, Dim.of(g.fixed(-1) / kernel.size())));
        return Collections.singletonList(Expr.of(new Unfold(kernel), nothing, gradient));
    }
}
