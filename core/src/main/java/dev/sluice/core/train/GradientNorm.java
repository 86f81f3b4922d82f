package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import java.util.Collection;

/** The Euclidean norm of all gradients together, which clipping limits and which becomes infinite or NaN when training
 * diverges. */
public final class GradientNorm {
    private GradientNorm() {}

    /**
     * The square root of the sum of all squares, added in double in the order given; not finite if an element is not.
     *
     * @param gradients Not modified.
     */
    public static double of(Collection<Tensor> gradients) {
        double sum = 0;
        for (Tensor gradient : gradients) {
            sum += squares(gradient.array(), gradient.array().length);
        }
        return Math.sqrt(sum);
    }

    /**
     * The sum of the first {@code n} squares. Four sums side by side, in a fixed pattern: one chain of additions would wait
     * for each before the next.
     *
     * @param values Not modified.
     */
    public static double squares(float[] values, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < n; i++) {
            a += (double) values[i] * values[i];
        }
        return (a + b) + (c + d);
    }
}
