package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;

/**
 * A rectangle of a value that is the same in all steps: a weight {@code [out, in]}, or a bias {@code [1, n]}.
 *
 * @param capture the number of the step's capture
 * @param transposed whether the capture is stored {@code [in, out]}; rows and columns are those of {@code [out, in]}
 * @param row first row
 * @param rows how many
 * @param column first column
 * @param columns how many
 */
record Block(int capture, boolean transposed, int row, int rows, int column, int columns) {
    /** Some of the rows. */
    Block rows(int from, int to) {
        return new Block(capture, transposed, row + from, to - from, column, columns);
    }

    /** Some of the columns. */
    Block columns(int from, int to) {
        return new Block(capture, transposed, row, rows, column + from, to - from);
    }

    /** Adds {@code factor} times this rectangle into {@code [.., width]} at a row. Modified: out. */
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
