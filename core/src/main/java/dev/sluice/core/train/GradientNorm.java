package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import java.util.Collection;

/** The Euclidean norm of all gradients together, which clipping limits and which becomes infinite or NaN when training
 * diverges. */
public final class GradientNorm {
    private static final int SUMS = 256;

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
     * The sum of the first {@code n} squares, in double: element {@code i} goes to sum {@code i mod 256}, and these are folded
     * as a tree. So many side by side are a loop that HotSpot makes into vectors; a square of a float is exact in double.
     *
     * @param values Not modified.
     */
    public static double squares(float[] values, int n) {
        double[] sums = new double[SUMS];
        int whole = n - n % SUMS;
        for (int from = 0; from < whole; from += SUMS) {
            add(values, from, sums, SUMS);
        }
        add(values, whole, sums, n - whole);
        for (int width = SUMS / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                sums[i] += sums[i + width];
            }
        }
        return sums[0];
    }

    private static void add(float[] values, int from, double[] sums, int n) {
        for (int i = 0; i < n; i++) {
            double x = values[from + i];
            sums[i] += x * x;
        }
    }
}
