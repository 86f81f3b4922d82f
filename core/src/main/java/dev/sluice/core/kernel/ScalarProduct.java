package dev.sluice.core.kernel;

import org.jspecify.annotations.Nullable;

/** The matrix product one element at a time: the chain that {@link ProductKernels#multiply} promises, written out. */
final class ScalarProduct implements ProductKernels {

    /** Columns of a packed panel; wide enough that a compiler may vectorize packing, otherwise arbitrary. */
    private static final int PANEL = 8;

    private static final int ROWS_AT_ONCE = 256;

    @Override
    public int panelColumns() {
        return PANEL;
    }

    @Override
    public void packRight(
            float[] b, int bOffset, int ldb, boolean transposed, int k, int n, float[] packed, int packedOffset) {
        Panels.pack(b, bOffset, ldb, transposed, k, n, packed, packedOffset, PANEL);
    }

    @Override
    public void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] packed,
            int packedOffset,
            float @Nullable [] start,
            int startOffset,
            int lds,
            float[] c,
            int cOffset,
            int ldc) {
        for (int j = 0; j < n; j++) {
            int column = packedOffset + (j / PANEL) * PANEL * k + j % PANEL;
            for (int i = 0; i < m; i++) {
                float first = start == null ? 0f : start[startOffset + i * lds + j];
                c[cOffset + i * ldc + j] = chain(k, a, aOffset + i * lda, packed, column, first);
            }
        }
    }

    private static float chain(int k, float[] a, int aOffset, float[] packed, int column, float start) {
        float s = start;
        for (int p = 0; p < k; p++) {
            s = Math.fma(a[aOffset + p], packed[column + p * PANEL], s);
        }
        return s;
    }

    @Override
    public int rowsAtOnce() {
        return ROWS_AT_ONCE;
    }

    @Override
    public int packedLeftLength(int k, int m) {
        return Math.multiplyExact(k, m);
    }

    @Override
    public void packLeft(float[] a, int aOffset, int lda, int k, int m, float[] packed, int packedOffset) {
        for (int p = 0; p < k; p++) {
            System.arraycopy(a, aOffset + p * lda, packed, packedOffset + p * m, m);
        }
    }

    /** Row by row of both sides, so that memory is read in order; each element is still one chain. */
    @Override
    public void addPackedRows(
            int m, int n, int k, float[] left, int leftOffset, float[] right, int rightOffset, float[] c, int cOffset, int ldc) {
        for (int j = 0; j < n; j += PANEL) {
            int columns = Math.min(PANEL, n - j);
            for (int p = 0; p < k; p++) {
                for (int i = 0; i < m; i++) {
                    float factor = left[leftOffset + p * m + i];
                    addRow(factor, right, rightOffset + j * k + p * PANEL, c, cOffset + i * ldc + j, columns);
                }
            }
        }
    }

    private static void addRow(float factor, float[] b, int bOffset, float[] c, int cOffset, int n) {
        for (int j = 0; j < n; j++) {
            c[cOffset + j] = Math.fma(factor, b[bOffset + j], c[cOffset + j]);
        }
    }
}
