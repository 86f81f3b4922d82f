package dev.sluice.core.kernel;

import org.jspecify.annotations.Nullable;

/** The matrix product one element at a time: the chain that {@link ProductKernels#multiply} promises, written out. */
final class ScalarProduct implements ProductKernels {

    /** Columns of a packed panel; wide enough that a compiler may vectorize packing, otherwise arbitrary. */
    private static final int PANEL = 8;

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

    /** Row by row of both sides, so that memory is read in order; each element is still one chain. */
    @Override
    public void addProductsOfRows(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float[] c,
            int cOffset,
            int ldc) {
        for (int p = 0; p < k; p++) {
            for (int i = 0; i < m; i++) {
                addRow(a[aOffset + p * lda + i], b, bOffset + p * ldb, c, cOffset + i * ldc, n);
            }
        }
    }

    private static void addRow(float factor, float[] b, int bOffset, float[] c, int cOffset, int n) {
        for (int j = 0; j < n; j++) {
            c[cOffset + j] = Math.fma(factor, b[bOffset + j], c[cOffset + j]);
        }
    }
}
