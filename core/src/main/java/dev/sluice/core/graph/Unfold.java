package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a kernel reads, side by side: {@code [T, B, C] → [T, B, C · K]}, with element {@code c · K + k} from feature
 * {@code c}. A product with weights {@code [N, C · K]} makes a convolution of it.
 *
 * <p>Before the sequence are zeros, or the steps of a second operand {@code [B, lead · C]}, the oldest first; after it are zeros.
 * A stride leaves the axis {@code T} as it is: there are fewer {@link TimeKernel#places}, and zeros behind them.
 */
public record Unfold(TimeKernel kernel) implements Primitive {
    @Override
    public String name() {
        return "unfold";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims x = operands.getFirst().shape();
        check(x);
        if (operands.size() > 1) {
            Dims wanted = border(x, kernel);
            if (!operands.get(1).shape().equals(wanted)) {
                throw new ShapeMismatchException("the steps before a sequence " + x + " must be " + wanted
                        + ", but are " + operands.get(1).shape());
            }
        }
        return x.with(-1, Dim.of(x.fixed(-1) * kernel.size()));
    }

    private static void check(Dims x) {
        if (x.rank() != 3 || !x.axis(0).equals(Dim.TIME)) {
            throw new ShapeMismatchException("a kernel over time reads [T, B, C], but was given " + x);
        }
    }

    /** The shape of the steps before a sequence. */
    static Dims border(Dims x, TimeKernel kernel) {
        return new Dims(List.of(x.axis(1), Dim.of(kernel.lead() * x.fixed(-1))));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 x = operands.getFirst();
        int steps = x.size(0);
        int rows = x.size(1);
        int features = x.size(2);
        int size = kernel.size();
        Array64 out = Array64.zeros(steps, rows, features * size);
        for (int t = 0; t < kernel.places(steps); t++) {
            for (int k = 0; k < size; k++) {
                int source = kernel.source(t, k);
                for (int b = 0; b < rows; b++) {
                    for (int c = 0; c < features; c++) {
                        out.data()[(t * rows + b) * features * size + c * size + k] = at(operands, source, b, c);
                    }
                }
            }
        }
        return out;
    }

    private double at(List<Array64> operands, int source, int row, int feature) {
        Array64 x = operands.getFirst();
        int rows = x.size(1);
        int features = x.size(2);
        if (source >= 0) {
            return source < x.size(0) ? x.data()[(source * rows + row) * features + feature] : 0;
        }
        return operands.size() > 1
                ? operands.get(1).data()[(row * kernel.lead() + source + kernel.lead()) * features + feature]
                : 0;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        List<@Nullable Expr> gradients = new ArrayList<>();
        gradients.add(Expr.of(new Fold(kernel, false), gradient));
        if (self.operands().size() > 1) {
            gradients.add(Expr.of(new Fold(kernel, true), gradient));
        }
        return gradients;
    }
}
