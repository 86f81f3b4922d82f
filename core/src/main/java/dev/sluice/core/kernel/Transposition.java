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

    private static void block(
            int height, int width, float[] a, int aOffset, int lda, float[] out, int outOffset, int ldo) {
        for (int j = 0; j < width; j++) {
            int to = outOffset + j * ldo;
            int from = aOffset + j;
            for (int i = 0; i < height; i++) {
                out[to + i] = a[from + i * lda];
            }
        }
    }
}
