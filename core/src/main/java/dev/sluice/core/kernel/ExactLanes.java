package dev.sluice.core.kernel;

import java.util.Arrays;

/**
 * The virtual lanes of a sum that is to come out right to the last bit: each lane keeps what its additions lost (T. Ogita,
 * S. Rump and S. Oishi, <i>Accurate Sum and Dot Product</i>, SIAM J. Sci. Comput. 26(6), 2005, algorithm 4.1).
 */
public final class ExactLanes {
    /** The rounded sum of each lane. */
    public final float[] sums = new float[RowKernels.LANES];

    /** The rounding error of each lane. */
    public final float[] lost = new float[RowKernels.LANES];

    private final double[] whole = new double[RowKernels.LANES];

    /** Back to an empty sum. */
    public void clear() {
        Arrays.fill(sums, 0f);
        Arrays.fill(lost, 0f);
    }

    /** Adds a number to a lane. */
    public void add(int lane, float x) {
        float sum = sums[lane];
        float next = sum + x;
        float added = next - sum;
        lost[lane] += (sum - (next - added)) + (x - added);
        sums[lane] = next;
    }

    /** All lanes in double precision, each with what it lost, folded as {@link RowKernels} folds lanes. */
    public double total() {
        for (int lane = 0; lane < sums.length; lane++) {
            whole[lane] = (double) sums[lane] + lost[lane];
        }
        for (int width = RowKernels.LANES / 2; width > 0; width /= 2) {
            for (int lane = 0; lane < width; lane++) {
                whole[lane] += whole[lane + width];
            }
        }
        return whole[0];
    }
}
