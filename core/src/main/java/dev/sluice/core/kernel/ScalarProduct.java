package dev.sluice.core.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The matrix product in plain Java: the chains that {@link ProductKernels#multiply} promises, a panel of them at a time. */
final class ScalarProduct implements ProductKernels {

    /** Columns of a packed panel: chains enough to hide that each addition waits for the one before. */
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
        for (int i = 0; i < m; i++) {
            int to = cOffset + i * ldc;
            if (start == null) {
                Arrays.fill(c, to, to + n, 0f);
            } else {
                System.arraycopy(start, startOffset + i * lds, c, to, n);
            }
            add(n, k, a, aOffset + i * lda, 1, packed, packedOffset, c, to);
        }
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

    @Override
    public void addPackedRows(
            int m,
            int n,
            int k,
            float[] left,
            int leftOffset,
            float[] right,
            int rightOffset,
            float[] c,
            int cOffset,
            int ldc) {
        for (int i = 0; i < m; i++) {
            add(n, k, left, leftOffset + i, m, right, rightOffset, c, cOffset + i * ldc);
        }
    }

    /** Adds the products of {@code k} factors, {@code step} floats apart, and all columns of a right side to a row. */
    private static void add(
            int n, int k, float[] factors, int first, int step, float[] right, int rightOffset, float[] c, int to) {
        int j = 0;
        for (; j <= n - PANEL; j += PANEL) {
            addPanel(k, factors, first, step, right, rightOffset + j * k, c, to + j);
        }
        for (int column = 0; column < n - j; column++) {
            addElement(k, factors, first, step, right, rightOffset + j * k + column, c, to + j + column);
        }
    }

    private static void addElement(
            int k, float[] factors, int first, int step, float[] right, int column, float[] c, int to) {
        float s = c[to];
        for (int p = 0; p < k; p++) {
            s = Math.fma(factors[first + p * step], right[column + p * PANEL], s);
        }
        c[to] = s;
    }

    /** {@link #PANEL} chains side by side, as each addition waits for the one before. */
    private static void addPanel(
            int k, float[] factors, int first, int step, float[] right, int panel, float[] c, int to) {
        float s0 = c[to];
        float s1 = c[to + 1];
        float s2 = c[to + 2];
        float s3 = c[to + 3];
        float s4 = c[to + 4];
        float s5 = c[to + 5];
        float s6 = c[to + 6];
        float s7 = c[to + 7];
        for (int p = 0; p < k; p++) {
            float factor = factors[first + p * step];
            int at = panel + p * PANEL;
            s0 = Math.fma(factor, right[at], s0);
            s1 = Math.fma(factor, right[at + 1], s1);
            s2 = Math.fma(factor, right[at + 2], s2);
            s3 = Math.fma(factor, right[at + 3], s3);
            s4 = Math.fma(factor, right[at + 4], s4);
            s5 = Math.fma(factor, right[at + 5], s5);
            s6 = Math.fma(factor, right[at + 6], s6);
            s7 = Math.fma(factor, right[at + 7], s7);
        }
        c[to] = s0;
        c[to + 1] = s1;
        c[to + 2] = s2;
        c[to + 3] = s3;
        c[to + 4] = s4;
        c[to + 5] = s5;
        c[to + 6] = s6;
        c[to + 7] = s7;
    }
}
