package dev.sluice.core.kernel;

/** The packed form of a right side that {@link ProductKernels} draws, for any panel width. */
public final class Panels {

    private Panels() {}

    /**
     * Packs {@code b} into panels of {@code width} columns; parameters as in {@link ProductKernels#packRight}.
     *
     * @param width columns in a panel
     */
    public static void pack(
            float[] b,
            int bOffset,
            int ldb,
            boolean transposed,
            int k,
            int n,
            float[] packed,
            int packedOffset,
            int width) {
        for (int j = 0; j < n; j += width) {
            int columns = Math.min(width, n - j);
            int to = packedOffset + j * k;
            if (transposed) {
                packStoredColumns(b, bOffset + j * ldb, ldb, k, columns, packed, to, width);
            } else {
                packStoredRows(b, bOffset + j, ldb, k, columns, packed, to, width);
            }
        }
    }

    private static void packStoredRows(
            float[] b, int from, int ldb, int k, int columns, float[] packed, int to, int width) {
        for (int p = 0; p < k; p++) {
            System.arraycopy(b, from + p * ldb, packed, to + p * width, columns);
            for (int j = columns; j < width; j++) {
                packed[to + p * width + j] = 0f;
            }
        }
    }

    private static void packStoredColumns(
            float[] b, int from, int ldb, int k, int columns, float[] packed, int to, int width) {
        Transposition.apply(columns, k, b, from, ldb, packed, to, width);
        for (int p = 0; p < k && columns < width; p++) {
            for (int j = columns; j < width; j++) {
                packed[to + p * width + j] = 0f;
            }
        }
    }
}
