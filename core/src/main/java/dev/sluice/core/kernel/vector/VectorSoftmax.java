package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.ExactLanes;
import dev.sluice.core.kernel.RowKernels;
import dev.sluice.core.kernel.ScalarFunctions;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Softmax and its logarithms, row by row: a pass for the maximum, one for the exponentials, one for the result. */
final class VectorSoftmax {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int LANES = RowKernels.LANES;

    private VectorSoftmax() {}

    static void softmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        ExactLanes lanes = Tiles.mine().exact;
        for (int i = 0; i < rows; i++) {
            int to = outOff + i * ldo;
            float max = VectorRows.max(a, aOff + i * lda, cols);
            Exponential.expOfDifference(a, aOff + i * lda, max, out, to, cols);
            lanes.clear();
            add(out, to, cols, lanes);
            multiply(out, to, 1 / lanes.total(), cols);
        }
    }

    /** {@code out *= factor} with one rounding: the factor as two floats, the second what the first lost. */
    private static void multiply(float[] out, int outOff, double factor, int n) {
        float high = (float) factor;
        float low = (float) (factor - high);
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector e = FloatVector.fromArray(S, out, outOff + i);
            e.fma(FloatVector.broadcast(S, high), e.mul(low)).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            float e = out[outOff + i];
            out[outOff + i] = Math.fma(e, high, e * low);
        }
    }

    static void logSoftmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        ExactLanes lanes = Tiles.mine().exact;
        for (int i = 0; i < rows; i++) {
            int from = aOff + i * lda;
            float max = VectorRows.max(a, from, cols);
            float logSum = ScalarFunctions.log(sumOfExponentials(a, from, cols, max, lanes));
            subtract(a, from, max, logSum, out, outOff + i * ldo, cols);
        }
    }

    private static void subtract(float[] a, int aOff, float max, float logSum, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, a, aOff + i).sub(max).sub(logSum).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = (a[aOff + i] - max) - logSum;
        }
    }

    static void logSumExpRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        ExactLanes lanes = Tiles.mine().exact;
        for (int i = 0; i < rows; i++) {
            int from = aOff + i * lda;
            float max = VectorRows.max(a, from, cols);
            out[outOff + i] = Float.isInfinite(max)
                    ? max
                    : max + ScalarFunctions.log(sumOfExponentials(a, from, cols, max, lanes));
        }
    }

    /** The exponentials go through a tile of scratch, whose length is a multiple of the lanes. */
    private static float sumOfExponentials(float[] a, int aOff, int n, float max, ExactLanes lanes) {
        float[] tile = Tiles.mine().first;
        lanes.clear();
        for (int i = 0; i < n; i += Tiles.LENGTH) {
            int length = Math.min(Tiles.LENGTH, n - i);
            Exponential.expOfDifference(a, aOff + i, max, tile, 0, length);
            // Zeros, which change no sum, in the place of lanes that the row does not reach.
            int whole = Math.ceilDiv(length, LANES) * LANES;
            Arrays.fill(tile, length, whole, 0f);
            add(tile, 0, whole, lanes);
        }
        return (float) lanes.total();
    }

    /** {@link ExactLanes#add} for a row, or for a part of one whose length is a multiple of the lanes. */
    private static void add(float[] a, int aOff, int n, ExactLanes lanes) {
        int whole = n - n % LANES;
        for (int first = 0; first < LANES; first += W) {
            FloatVector sum = FloatVector.fromArray(S, lanes.sums, first);
            FloatVector lost = FloatVector.fromArray(S, lanes.lost, first);
            for (int i = first; i < whole; i += LANES) {
                FloatVector x = FloatVector.fromArray(S, a, aOff + i);
                FloatVector next = sum.add(x);
                FloatVector added = next.sub(sum);
                lost = lost.add(sum.sub(next.sub(added)).add(x.sub(added)));
                sum = next;
            }
            sum.intoArray(lanes.sums, first);
            lost.intoArray(lanes.lost, first);
        }
        for (int i = whole; i < n; i++) {
            lanes.add(i - whole, a[aOff + i]);
        }
    }
}
