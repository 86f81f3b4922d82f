package dev.sluice.core.evaluation;

import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;

/**
 * The answer to one example, in the units of the data.
 *
 * @param points {@code [1, C]} or {@code [T, C]}
 * @param parameters of predicted distributions, {@code [1, W·C]} or {@code [T, W·C]}; the points themselves where there are none
 */
record JudgedAnswer(Matrix points, Matrix parameters) {
    /** Points alone. */
    static JudgedAnswer of(Matrix points) {
        return new JudgedAnswer(points, points);
    }

    /** Some columns of an answer of one row, those of each block of parameters. */
    JudgedAnswer part(int from, int count) {
        int columns = points.columns();
        int blocks = parameters.columns() / columns;
        double[] some = new double[blocks * count];
        for (int block = 0; block < blocks; block++) {
            System.arraycopy(parameters.array(), block * columns + from, some, block * count, count);
        }
        return new JudgedAnswer(part(points, from, count), Matrix.row(some));
    }

    /** Some columns of one row. */
    static Matrix part(Matrix row, int from, int count) {
        return Matrix.row(Arrays.copyOfRange(row.array(), from, from + count));
    }
}
