package dev.sluice.core.kernel.vector;

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
        float[] lanes = new float[LANES];
        for (int i = 0; i < rows; i++) {
            int to = outOff + i * ldo;
            float max = VectorRows.max(a, aOff + i * lda, cols, lanes);
            Exponential.exp(a, aOff + i * lda, max, out, to, cols);
            divide(out, to, VectorRows.sum(out, to, cols, lanes), cols);
        }
    }

    private static void divide(float[] out, int outOff, float sum, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector.fromArray(S, out, outOff + i).div(sum).intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] /= sum;
        }
    }

    static void logSoftmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < rows; i++) {
            int from = aOff + i * lda;
            float max = VectorRows.max(a, from, cols, lanes);
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
        float[] lanes = new float[LANES];
        for (int i = 0; i < rows; i++) {
            int from = aOff + i * lda;
            float max = VectorRows.max(a, from, cols, lanes);
            out[outOff + i] = Float.isInfinite(max)
                    ? max
                    : max + ScalarFunctions.log(sumOfExponentials(a, from, cols, max, lanes));
        }
    }

    /** The exponentials go through a tile of scratch, whose length is a multiple of the lanes. */
    private static float sumOfExponentials(float[] a, int aOff, int n, float max, float[] lanes) {
        float[] tile = Tiles.mine().first;
        Arrays.fill(lanes, 0f);
        for (int i = 0; i < n; i += Tiles.LENGTH) {
            int length = Math.min(Tiles.LENGTH, n - i);
            Exponential.exp(a, aOff + i, max, tile, 0, length);
            VectorRows.addToLanes(tile, 0, length, lanes);
        }
        return VectorRows.fold(lanes);
    }
}
