package dev.sluice.core.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The matrix product {@code C = A·B} with a right side that is packed once and used many times, as the weights of a
 * recurrent step are.
 *
 * <p>The packed form of {@code B [k, n]} is a sequence of column panels, each {@link #panelColumns()} wide (the last one
 * padded with anything) and stored row by row:
 *
 * <pre>{@code
 *      B [k, n], w = panelColumns()          packed
 *      +-----+-----+---+                     panel 0: k rows of w floats | panel 1: k rows of w floats | panel 2 ...
 *      |  0  |  1  | 2 |   k rows            ^ packedOffset              ^ packedOffset + k·w          ^ + 2·k·w
 *      +-----+-----+---+
 *         w     w    n mod w (padded to w)
 * }</pre>
 *
 * <p>So a range of panels {@code [p, q)} can be multiplied on its own: pass {@code packedOffset + p*k*w},
 * {@code cOffset + p*w} and {@code n = min(n, q*w) - p*w}. A range of rows is had by moving {@code aOffset} and
 * {@code cOffset}. Neither changes a bit of the result, so both may be used to divide the work over threads. A packed
 * array is understood only by the implementation that packed it.
 */
public interface ProductKernels {

    /** Columns in one panel of the packed right side; a constant of the implementation. */
    int panelColumns();

    /** Floats needed for the packed form of a right side {@code [k, n]}: {@code k} times {@code n} rounded up to panels. */
    default int packedLength(int k, int n) {
        int w = panelColumns();
        return Math.multiplyExact(k, Math.multiplyExact(Math.ceilDiv(n, w), w));
    }

    /**
     * Packs a right side.
     *
     * @param b the right side. Not modified.
     * @param bOffset index of its first element
     * @param ldb floats from one stored row to the next
     * @param transposed false if stored as {@code [k, n]}; true if stored as {@code [n, k]}, as weights are
     * @param k inner length
     * @param n columns
     * @param packed receives {@link #packedLength(int, int)} floats. Modified.
     * @param packedOffset index of the first one
     */
    void packRight(float[] b, int bOffset, int ldb, boolean transposed, int k, int n, float[] packed, int packedOffset);

    /**
     * {@code C[m, n] = S + A·B}.
     *
     * <p>Each element of {@code C} is one chain {@code s = fma(a[i, p], b[p, j], s)} over ascending {@code p}, started
     * from the element of {@code S} or from {@code +0}. With {@code k = 0} the result is the start.
     *
     * @param a the left side, {@code [m, k]}. Not modified; must not overlap {@code c}.
     * @param packed the right side {@code [k, n]} as {@link #packRight} left it. Not modified.
     * @param start the start, {@code [m, n]}; null for zeros. Not modified; must be {@code c} itself, at the same place,
     *     or not overlap it.
     * @param lds floats from one row of the start to the next; 0 if all rows start from the same one, as from a bias
     * @param c the result. Modified in its {@code n} first columns only.
     */
    void multiply(
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
            int ldc);

    /**
     * Products of one left side with several right sides of {@code n} columns each, as {@link #multiply(int, int, int, float[],
     * int, int, float[], int, float[], int, int, float[], int, int)} computes them one by one. No start may overlap the result of
     * another product, unless in the same rows of one after it.
     *
     * @param sides right sides, starts and results
     * @param ldc floats from one row of a result to the next
     */
    default void multiply(int m, int n, int k, float[] a, int aOffset, int lda, RightSides sides, int ldc) {
        for (int i = 0; i < sides.count(); i++) {
            multiply(
                    m,
                    n,
                    k,
                    a,
                    aOffset,
                    lda,
                    sides.packed(i),
                    sides.packedOffset(i),
                    sides.start(i),
                    sides.startOffset(i),
                    sides.startRow(i),
                    sides.result(i),
                    sides.resultOffset(i),
                    ldc);
        }
    }

    /** {@code C[m, n] = (accumulate ? C : 0) + A·B}. */
    default void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int ldc,
            boolean accumulate) {
        multiply(m, n, k, a, aOffset, lda, packed, packedOffset, accumulate ? c : null, cOffset, ldc, c, cOffset, ldc);
    }

    /** Rows that {@link #addPackedRows} adds up best at a time: as many as its caches hold. A constant of the implementation. */
    int rowsAtOnce();

    /** Floats needed for the packed form of a left side {@code [k, m]} of {@link #addPackedRows}. */
    int packedLeftLength(int k, int m);

    /**
     * Packs a left side of {@link #addPackedRows}.
     *
     * @param a the left side, stored as {@code [k, m]}. Not modified.
     * @param lda floats from one stored row to the next
     * @param packed receives {@link #packedLeftLength(int, int)} floats. Modified.
     */
    void packLeft(float[] a, int aOffset, int lda, int k, int m, float[] packed, int packedOffset);

    /**
     * {@code C[m, n] += Aᵀ·B}: products of rows, added up over {@code k} rows.
     *
     * <p>Both sides are packed before, so that a side that several sums read, as a layer's inputs or a gate's derivatives are,
     * is packed once for all of them. Each element of {@code C} is one chain {@code s = fma(a[p, i], b[p, j], s)} over
     * ascending {@code p}, started from what {@code C} holds; so columns of {@code C}, and of {@code B} with them, may be
     * divided over threads, and rows may be added block after block.
     *
     * @param left the left side {@code [k, m]} as {@link #packLeft} left it. Not modified.
     * @param right the right side {@code [k, n]} as {@link #packRight} left it. Not modified.
     * @param c the result. Modified in its {@code n} first columns only.
     */
    void addPackedRows(
            int m,
            int n,
            int k,
            float[] left,
            int leftOffset,
            float[] right,
            int rightOffset,
            float[] c,
            int cOffset,
            int ldc);

    /**
     * {@code out[cols, rows] = a[rows, cols]} with rows and columns exchanged, in square blocks that stay in cache.
     *
     * @param a stored with {@code lda} floats from row to row. Not modified; must not overlap {@code out}.
     * @param out stored with {@code ldo} floats from row to row. Modified.
     */
    default void transpose(int rows, int cols, float[] a, int aOffset, int lda, float[] out, int outOffset, int ldo) {
        Transposition.apply(rows, cols, a, aOffset, lda, out, outOffset, ldo);
    }
}
