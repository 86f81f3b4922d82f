package dev.sluice.core.kernel;

/** Exchanges rows and columns in blocks small enough that both sides of a block stay in the first-level cache. */
public final class Transposition {

    private static final int BLOCK = 16;

    private Transposition() {}

    /** Parameters as in {@link ProductKernels#transpose}. */
    public static void apply(int rows, int cols, float[] a, int aOffset, int lda, float[] out, int outOffset, int ldo) {
        for (int i = 0; i < rows; i += BLOCK) {
            int height = Math.min(BLOCK, rows - i);
            for (int j = 0; j < cols; j += BLOCK) {
                int width = Math.min(BLOCK, cols - j);
                block(height, width, a, aOffset + i * lda + j, lda, out, outOffset + j * ldo + i, ldo);
            }
        }
    }

    /** Four columns at a time, so that a cache line of {@code a} is read a quarter as often. */
    private static void block(
            int height, int width, float[] a, int aOffset, int lda, float[] out, int outOffset, int ldo) {
        int j = 0;
        for (; j <= width - 4; j += 4) {
            fourColumns(height, a, aOffset + j, lda, out, outOffset + j * ldo, ldo);
        }
        for (; j < width; j++) {
            oneColumn(height, a, aOffset + j, lda, out, outOffset + j * ldo);
        }
    }

    private static void fourColumns(int height, float[] a, int aOffset, int lda, float[] out, int to0, int ldo) {
        int to1 = to0 + ldo;
        int to2 = to1 + ldo;
        int to3 = to2 + ldo;
        int from = aOffset;
        for (int i = 0; i < height; i++) {
            out[to0 + i] = a[from];
            out[to1 + i] = a[from + 1];
            out[to2 + i] = a[from + 2];
            out[to3 + i] = a[from + 3];
            from += lda;
        }
    }

    private static void oneColumn(int height, float[] a, int from, int lda, float[] out, int to) {
        for (int i = 0; i < height; i++) {
            out[to + i] = a[from + i * lda];
        }
    }
}
