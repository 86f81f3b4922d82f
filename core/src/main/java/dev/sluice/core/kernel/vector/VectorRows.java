package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.RowKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reductions and row moves. The virtual lanes of a sum are taken a vector at a time: with 8 floats in a vector, lanes
 * 0 … 7 in one pass over the row and lanes 8 … 15 in the next, from the first-level cache.
 */
final class VectorRows implements RowKernels {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int LANES = RowKernels.LANES;

    @Override
    public float sumRow(float[] a, int aOff, int n) {
        return sum(a, aOff, n, Tiles.mine().lanes);
    }

    static float sum(float[] a, int aOff, int n, float[] lanes) {
        Arrays.fill(lanes, 0f);
        addToLanes(a, aOff, n, lanes);
        return fold(lanes);
    }

    /** Takes {@code n} more elements into the lanes; all calls but the last with a multiple of the lanes. */
    static void addToLanes(float[] a, int aOff, int n, float[] lanes) {
        int whole = n - n % LANES;
        for (int first = 0; first < LANES; first += W) {
            FloatVector s = FloatVector.fromArray(S, lanes, first);
            for (int i = first; i < whole; i += LANES) {
                s = s.add(FloatVector.fromArray(S, a, aOff + i));
            }
            s.intoArray(lanes, first);
        }
        for (int i = whole; i < n; i++) {
            lanes[i - whole] += a[aOff + i];
        }
    }

    @Override
    public float dotRow(float[] a, int aOff, float[] b, int bOff, int n) {
        float[] lanes = Tiles.mine().lanes;
        int whole = n - n % LANES;
        for (int first = 0; first < LANES; first += W) {
            FloatVector s = FloatVector.zero(S);
            for (int i = first; i < whole; i += LANES) {
                s = FloatVector.fromArray(S, a, aOff + i).fma(FloatVector.fromArray(S, b, bOff + i), s);
            }
            s.intoArray(lanes, first);
        }
        for (int i = whole; i < n; i++) {
            lanes[i - whole] = Math.fma(a[aOff + i], b[bOff + i], lanes[i - whole]);
        }
        return fold(lanes);
    }

    static float fold(float[] lanes) {
        for (int width = LANES / 2; width > 0; width /= 2) {
            for (int lane = 0; lane < width; lane++) {
                lanes[lane] += lanes[lane + width];
            }
        }
        return lanes[0];
    }

    @Override
    public float maxRow(float[] a, int aOff, int n) {
        return max(a, aOff, n);
    }

    static float max(float[] a, int aOff, int n) {
        FloatVector vector = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        int i = 0;
        for (; i <= n - W; i += W) {
            vector = vector.max(FloatVector.fromArray(S, a, aOff + i));
        }
        float max = vector.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, a[aOff + i]);
        }
        return max;
    }

    @Override
    public void sumRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        float[] lanes = Tiles.mine().lanes;
        for (int i = 0; i < rows; i++) {
            out[outOff + i] = sum(a, aOff + i * lda, cols, lanes);
        }
    }

    @Override
    public void maxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        for (int i = 0; i < rows; i++) {
            out[outOff + i] = max(a, aOff + i * lda, cols);
        }
    }

    /** Row by row: memory is read in its order, and the sums stay in the first-level cache. */
    @Override
    public void addColumnSums(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        for (int i = 0; i < rows; i++) {
            VectorElementwise.INSTANCE.add(out, outOff, a, aOff + i * lda, out, outOff, cols);
        }
    }

    @Override
    public void scatterAddRows(
            float[] a,
            int aOff,
            int cols,
            float[] indices,
            int indicesOff,
            int count,
            float[] table,
            int tableOff,
            int fromRow,
            int toRow) {
        for (int i = 0; i < count; i++) {
            int row = (int) indices[indicesOff + i];
            if (row >= fromRow && row < toRow) {
                int to = tableOff + row * cols;
                VectorElementwise.INSTANCE.add(table, to, a, aOff + i * cols, table, to, cols);
            }
        }
    }

    @Override
    public void softmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        VectorSoftmax.softmaxRows(rows, cols, a, aOff, lda, out, outOff, ldo);
    }

    @Override
    public void logSoftmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        VectorSoftmax.logSoftmaxRows(rows, cols, a, aOff, lda, out, outOff, ldo);
    }

    @Override
    public void logSumExpRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        VectorSoftmax.logSumExpRows(rows, cols, a, aOff, lda, out, outOff);
    }
}
