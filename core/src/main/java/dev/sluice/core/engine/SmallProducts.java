package dev.sluice.core.engine;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.kernel.Kernels;

/**
 * Products of many small matrices, {@code [M, K] · [K, N]} each, one after the other. Nothing is packed: each matrix is
 * used once.
 *
 * @param form which side is stored transposed
 */
record SmallProducts(BatchMatMul form, int m, int k, int n) {
    /** The product of values of these shapes. */
    static SmallProducts of(BatchMatMul form, Dims left, Dims right) {
        int m = left.fixed(form.transposeLeft() ? -1 : -2);
        int k = left.fixed(form.transposeLeft() ? -2 : -1);
        return new SmallProducts(form, m, k, right.fixed(form.transposeRight() ? -2 : -1));
    }

    /**
     * Computes {@code count} products of matrices that lie one after the other.
     *
     * @param c the results. Modified.
     */
    void run(Kernels kernels, int count, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
        for (int i = 0; i < count; i++) {
            int left = aOff + i * m * k;
            int right = bOff + i * k * n;
            int to = cOff + i * m * n;
            if (form.transposeRight()) {
                rowsByRows(kernels, a, left, b, right, c, to);
            } else {
                sumsOfRows(kernels, a, left, b, right, c, to);
            }
        }
    }

    private void rowsByRows(Kernels kernels, float[] a, int left, float[] b, int right, float[] c, int to) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[to + i * n + j] = kernels.rows().dotRow(a, left + i * k, b, right + j * k, k);
            }
        }
    }

    /** Each row of the result is a sum of rows of the right side, one chain of fused multiply-adds over k. */
    private void sumsOfRows(Kernels kernels, float[] a, int left, float[] b, int right, float[] c, int to) {
        int nextRow = form.transposeLeft() ? 1 : k;
        int nextTerm = form.transposeLeft() ? m : 1;
        for (int i = 0; i < m; i++) {
            int row = to + i * n;
            if (k == 0) {
                kernels.elementwise().fill(0, c, row, n);
                continue;
            }
            kernels.elementwise().mulScalar(b, right, a[left + i * nextRow], c, row, n);
            for (int p = 1; p < k; p++) {
                float factor = a[left + i * nextRow + p * nextTerm];
                kernels.elementwise().multiplyAddScalar(b, right + p * n, factor, c, row, c, row, n);
            }
        }
    }
}
