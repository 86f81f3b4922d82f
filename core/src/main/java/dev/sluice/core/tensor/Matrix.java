package dev.sluice.core.tensor;

import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * A block of float64 numbers with rows and columns, for numbers as they were measured: a coordinate of 5,333,741.178 m or a time
 * of 1,600,000,000 s has digits that float32 would drop.
 *
 * <pre>
 *   2 rows, 3 columns   array
 *   a b c               a b c d e f        element (i, j) stands at i * 3 + j
 *   d e f
 * </pre>
 *
 * <p>Mutable, not safe for concurrent writing. Matrices with equal numbers are equal.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Matrix {
    private final int rows;
    private final int columns;
    private final double[] array;

    private Matrix(int rows, int columns, double[] array) {
        this.rows = rows;
        this.columns = columns;
        this.array = array;
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
    }

    /**
     * A matrix that shares {@code array}: a later write to one is seen in the other.
     *
     * @throws IllegalArgumentException if the array's length is not the product of rows and columns
     */
    public static Matrix wrap(int rows, int columns, double... array) {
        if (rows < 0 || columns < 0 || (long) rows * columns != array.length) {
            throw new IllegalArgumentException("a matrix [" + rows + ", " + columns + "] needs " + (long) rows * columns
                    + " values, but " + array.length + " were given");
        }
        return new Matrix(rows, columns, array);
    }

    /** A matrix of one row, which shares {@code array}. */
    public static Matrix row(double... array) {
        return wrap(1, array.length, array);
    }

    /**
     * The numbers of a tensor, exactly, in rows of its last axis: {@code [F]} becomes one row, {@code [T, B, F]} becomes
     * {@code T · B}. Not modified.
     */
    public static Matrix of(Tensor tensor) {
        int rank = tensor.shape().rank();
        int columns = rank == 0 ? 1 : tensor.shape().size(rank - 1);
        double[] array = new double[tensor.array().length];
        for (int i = 0; i < array.length; i++) {
            array[i] = tensor.array()[i];
        }
        return new Matrix(columns == 0 ? 0 : array.length / columns, columns, array);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double get(int row, int column) {
        return array[row * columns + column];
    }

    /** The live elements, row by row. */
    public double[] array() {
        return array;
    }

    /** A copy of the rows from {@code from} up to {@code to}, which is not among them. */
    public Matrix rows(int from, int to) {
        return new Matrix(to - from, columns, Arrays.copyOfRange(array, from * columns, to * columns));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix matrix
                && rows == matrix.rows
                && columns == matrix.columns
                && Arrays.equals(array, matrix.array);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(array);
    }

    /** Its size, as that of a tensor is written: {@code [2, 3]}. */
    @Override
    public String toString() {
        return "[" + rows + ", " + columns + "]";
    }
}
