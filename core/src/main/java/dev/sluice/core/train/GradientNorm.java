package dev.sluice.core.train;

import dev.sluice.core.kernel.RowKernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Tensor;
import java.util.Collection;

/** The Euclidean norm of all gradients together, which clipping limits and which becomes infinite or NaN when training
 * diverges. */
public final class GradientNorm {
    private static final RowKernels KERNELS = KernelChoice.best().rows();

    private GradientNorm() {}

    /**
     * The square root of the sum of all squares, added in double in the order given ({@link RowKernels#sumOfSquares}); not finite if an element is not.
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
     * The sum of the first {@code n} squares, in double.
     *
     * @param values Not modified.
     */
    public static double squares(float[] values, int n) {
        return KERNELS.sumOfSquares(values, 0, n);
    }
}
