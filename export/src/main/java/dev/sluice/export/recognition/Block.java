package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;

/**
 * A rectangular block of a value that is constant over all steps: a weight {@code [out, in]}, or a bias {@code [1, n]}.
 *
 * @param capture index of the step's capture
 * @param transposed whether the capture is stored {@code [in, out]}; rows and columns are those of {@code [out, in]}
 * @param row first row
 * @param rows number of rows
 * @param column first column
 * @param columns number of columns
 */
record Block(int capture, boolean transposed, int row, int rows, int column, int columns) {
    /** A range of the rows. */
    Block rows(int from, int to) {
        return new Block(capture, transposed, row + from, to - from, column, columns);
    }

    /** A range of the columns. */
    Block columns(int from, int to) {
        return new Block(capture, transposed, row, rows, column + from, to - from);
    }

    /** Adds {@code factor} times this block to {@code [.., width]} from a row on. Modified: out. */
    void addInto(Array64 value, double factor, double[] out, int firstRow) {
        int stride = value.rank() == 0 ? 1 : value.size(-1);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int i = transposed ? (column + c) * stride + row + r : (row + r) * stride + column + c;
                out[(firstRow + r) * columns + c] += factor * value.data()[i];
            }
        }
    }

    @Override
    public String toString() {
        return "w" + capture + (transposed ? "'" : "") + "[" + row + "+" + rows + "," + column + "+" + columns + "]";
    }
}
