package dev.sluice.core.kernel;

/** {@link RowKernels} one element at a time, in the order written there. */
final class ScalarRows implements RowKernels {

    @Override
    public float sumRow(float[] a, int aOff, int n) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] += a[aOff + i];
        }
        return fold(lanes);
    }

    @Override
    public float dotRow(float[] a, int aOff, float[] b, int bOff, int n) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < n; i++) {
            int lane = i % LANES;
            lanes[lane] = Math.fma(a[aOff + i], b[bOff + i], lanes[lane]);
        }
        return fold(lanes);
    }

    private static float fold(float[] lanes) {
        for (int width = LANES / 2; width > 0; width /= 2) {
            for (int lane = 0; lane < width; lane++) {
                lanes[lane] += lanes[lane + width];
            }
        }
        return lanes[0];
    }

    @Override
    public float maxRow(float[] a, int aOff, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, a[aOff + i]);
        }
        return max;
    }

    @Override
    public void sumRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        for (int i = 0; i < rows; i++) {
            out[outOff + i] = sumRow(a, aOff + i * lda, cols);
        }
    }

    @Override
    public void maxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        for (int i = 0; i < rows; i++) {
            out[outOff + i] = maxRow(a, aOff + i * lda, cols);
        }
    }

    @Override
    public void addColumnSums(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[outOff + j] += a[aOff + i * lda + j];
            }
        }
    }

    @Override
    public void softmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        ExactLanes lanes = new ExactLanes();
        for (int i = 0; i < rows; i++) {
            int from = aOff + i * lda;
            int to = outOff + i * ldo;
            float max = maxRow(a, from, cols);
            lanes.clear();
            for (int j = 0; j < cols; j++) {
                out[to + j] = ScalarFunctions.expOfDifference(a[from + j], max);
                lanes.add(j % LANES, out[to + j]);
            }
            double factor = 1 / lanes.total();
            float high = (float) factor;
            float low = (float) (factor - high);
            for (int j = 0; j < cols; j++) {
                out[to + j] = Math.fma(out[to + j], high, out[to + j] * low);
            }
        }
    }

    @Override
    public void logSoftmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        for (int i = 0; i < rows; i++) {
            int from = aOff + i * lda;
            int to = outOff + i * ldo;
            float max = maxRow(a, from, cols);
            float logSum = ScalarFunctions.log(sumOfExponentials(a, from, cols, max));
            for (int j = 0; j < cols; j++) {
                out[to + j] = (a[from + j] - max) - logSum;
            }
        }
    }

    @Override
    public void logSumExpRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        for (int i = 0; i < rows; i++) {
            int from = aOff + i * lda;
            float max = maxRow(a, from, cols);
            out[outOff + i] =
                    Float.isInfinite(max) ? max : max + ScalarFunctions.log(sumOfExponentials(a, from, cols, max));
        }
    }

    private static float sumOfExponentials(float[] a, int from, int cols, float max) {
        ExactLanes lanes = new ExactLanes();
        for (int j = 0; j < cols; j++) {
            lanes.add(j % LANES, ScalarFunctions.expOfDifference(a[from + j], max));
        }
        return (float) lanes.total();
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
            if (row < fromRow || row >= toRow) {
                continue;
            }
            int to = tableOff + row * cols;
            for (int j = 0; j < cols; j++) {
                table[to + j] += a[aOff + i * cols + j];
            }
        }
    }
}
