package dev.sluice.core.kernel;

/**
 * Reductions over rows or columns of a row-major matrix, and moves of whole rows.
 *
 * <p><b>The order of a row's sum</b> is fixed by {@value #LANES} virtual lanes, whatever the width of the machine's
 * vectors: lane {@code l} starts from {@code +0} and takes the elements {@code l}, {@code l + 16}, {@code l + 32}, … in
 * that order; then the lanes are folded as a tree,
 *
 * <pre>{@code
 *   for (w = 8; w > 0; w /= 2)  for (l = 0; l < w; l++)  lane[l] = lane[l] + lane[l + w];
 * }</pre>
 *
 * and {@code lane[0]} is the sum. Maxima are the same in any order.
 */
public interface RowKernels {

    /** Number of virtual lanes in which a row is summed. */
    int LANES = 16;

    /** Sum of {@code n} neighboring floats in the order above; {@code +0} if there are none. */
    float sumRow(float[] a, int aOff, int n);

    /** Sum of products {@code a·b}, each step {@code fma(a, b, lane)} in the order above. */
    float dotRow(float[] a, int aOff, float[] b, int bOff, int n);

    /** Largest of {@code n} neighboring floats by {@link Math#max(float, float)}; {@code -∞} if there are none. */
    float maxRow(float[] a, int aOff, int n);

    /** {@code out[outOff + i] = sumRow(row i)} for each row of {@code a [rows, cols]}. */
    void sumRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff);

    /** {@code out[outOff + i] = maxRow(row i)} for each row of {@code a [rows, cols]}. */
    void maxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff);

    /** {@code out[outOff + j] += a[0, j]}, then {@code += a[1, j]}, … : one chain of additions per column in row order. */
    void addColumnSums(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff);

    /**
     * Softmax of each row: {@code e = exp(x - max)} and {@code out = e / sum(e)}, within 2 ulp for any scores: the difference
     * is not rounded ({@link ScalarFunctions#expOfDifference}; a rounded one costs up to 64 ulp), and neither is the sum
     * ({@link ExactLanes}) nor its inverse, which is used as two floats.
     *
     * @param a {@code [rows, cols]} with {@code lda} floats from row to row. Not modified unless it is {@code out}.
     * @param out {@code [rows, cols]} with {@code ldo} floats from row to row. Modified.
     */
    void softmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo);

    /**
     * Logarithm of the softmax of each row: {@code (x - max) - log(sum(exp(x - max)))}, the sum as in
     * {@link #softmaxRows}.
     *
     * @param a {@code [rows, cols]} with {@code lda} floats from row to row. Not modified unless it is {@code out}.
     * @param out {@code [rows, cols]} with {@code ldo} floats from row to row. Modified.
     */
    void logSoftmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo);

    /**
     * {@code out[outOff + i] = max + log(sum(exp(x - max)))} of row {@code i}; the maximum itself where that is
     * infinite, so {@code -∞} for a row of {@code -∞} or of no elements.
     */
    void logSumExpRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff);

    /**
     * Copies rows of a table: row {@code i} of {@code out [count, cols]} is row {@code indices[i]} of
     * {@code table [rows, cols]}. Both are dense, so their rows are {@code cols} floats apart.
     *
     * @param indices whole numbers stored as floats
     */
    default void gatherRows(
            float[] table,
            int tableOff,
            int cols,
            float[] indices,
            int indicesOff,
            int count,
            float[] out,
            int outOff) {
        for (int i = 0; i < count; i++) {
            int row = (int) indices[indicesOff + i];
            System.arraycopy(table, tableOff + row * cols, out, outOff + i * cols, cols);
        }
    }

    /**
     * Adds rows into a table, the adjoint of {@link #gatherRows}: for ascending {@code i}, row {@code indices[i]} of
     * {@code table} gets row {@code i} of {@code a [count, cols]} added to it, if that table row is in
     * {@code [fromRow, toRow)}. Threads that each own a range of table rows may call this with the same arrays at the
     * same time, and the table comes out with the same bits as from one thread that owns it all.
     */
    void scatterAddRows(
            float[] a,
            int aOff,
            int cols,
            float[] indices,
            int indicesOff,
            int count,
            float[] table,
            int tableOff,
            int fromRow,
            int toRow);
}
