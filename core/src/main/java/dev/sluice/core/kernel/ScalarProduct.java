package dev.sluice.core.kernel;

/** The matrix product one element at a time: the chain that {@link ProductKernels#multiply} promises, written out. */
final class ScalarProduct {

    /** Columns of a packed panel; wide enough that a compiler may vectorize packing, otherwise arbitrary. */
    static final int PANEL = 8;

    private ScalarProduct() {}

    static void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int rowStep,
            int innerStep,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int ldc,
            boolean accumulate) {
        for (int j = 0; j < n; j++) {
            int column = packedOffset + (j / PANEL) * PANEL * k + j % PANEL;
            for (int i = 0; i < m; i++) {
                int to = cOffset + i * ldc + j;
                float start = accumulate ? c[to] : 0f;
                c[to] = chain(k, a, aOffset + i * rowStep, innerStep, packed, column, start);
            }
        }
    }

    private static float chain(int k, float[] a, int aOffset, int innerStep, float[] packed, int column, float start) {
        float s = start;
        for (int p = 0; p < k; p++) {
            s = Math.fma(a[aOffset + p * innerStep], packed[column + p * PANEL], s);
        }
        return s;
    }
}
