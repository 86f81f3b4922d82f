package dev.sluice.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
 * <p>A matrix holds its numbers, or is a view that makes them on request: then {@link #array} is a copy, and anything
 * large should use {@link #blocks}. Mutable where it holds them, not safe for concurrent writing. Matrices with equal numbers are equal.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Matrix {
    /** How many numbers of a view are made at a time: a few thousand stay in the cache. */
    private static final int BLOCK = 1 << 13;

    private final int rows;
    private final int columns;
    private final Numbers numbers;

    private Matrix(int rows, int columns, Numbers numbers) {
        this.rows = rows;
        this.columns = columns;
        this.numbers = numbers;
    }

    /** The numbers of a view. Safe for several threads. */
    @FunctionalInterface
    public interface Numbers {
        /** One number. */
        double get(int row, int column);

        /**
         * Makes the rows from {@code from} up to {@code to}, exclusive, one after another.
         *
         * @param columns of the matrix
         * @param into receives them. Modified.
         */
        default void copy(int from, int to, int columns, double[] into) {
            int at = 0;
            for (int row = from; row < to; row++) {
                for (int column = 0; column < columns; column++) {
                    into[at++] = get(row, column);
                }
            }
        }
    }

    /** Numbers held in an array. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(double[] array, int columns) implements Numbers {
        @Override
        public double get(int row, int column) {
            return array[row * columns + column];
        }

        @Override
        public void copy(int from, int to, int width, double[] into) {
            System.arraycopy(array, from * columns, into, 0, (to - from) * columns);
        }
    }

    /** Rows of a view. */
    private record Part(Numbers whole, int first) implements Numbers {
        @Override
        public double get(int row, int column) {
            return whole.get(first + row, column);
        }

        @Override
        public void copy(int from, int to, int columns, double[] into) {
            whole.copy(first + from, first + to, columns, into);
        }
    }

    private static Matrix held(int rows, int columns, double... array) {
        return new Matrix(rows, columns, new Held(array, columns));
    }

    /** A matrix whose numbers are made on request. */
    public static Matrix view(int rows, int columns, Numbers numbers) {
        return new Matrix(rows, columns, numbers);
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return held(rows, columns, new double[Math.multiplyExact(rows, columns)]);
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
        return held(rows, columns, array);
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
        return held(columns == 0 ? 0 : array.length / columns, columns, array);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double get(int row, int column) {
        return numbers.get(row, column);
    }

    /** The elements, row by row: the live ones, or a copy if this is a view. */
    public double[] array() {
        return numbers instanceof Held held ? held.array() : copy(0, rows);
    }

    /** This matrix if it holds its numbers, otherwise one that does. */
    public Matrix held() {
        return numbers instanceof Held ? this : held(rows, columns, copy(0, rows));
    }

    private double[] copy(int from, int to) {
        double[] copy = new double[Math.multiplyExact(to - from, columns)];
        numbers.copy(from, to, columns, copy);
        return copy;
    }

    /** The rows from {@code from} up to {@code to}, which is not among them: a view of a view, otherwise a copy. */
    public Matrix rows(int from, int to) {
        int height = to - from;
        return switch (numbers) {
            case Held held -> held(height, columns, copy(from, to));
            case Part part -> new Matrix(height, columns, new Part(part.whole(), part.first() + from));
            default -> new Matrix(height, columns, new Part(numbers, from));
        };
    }

    /**
     * All rows in order, in pieces that hold their numbers: this itself if it holds them. For matrices that may be larger than memory.
     */
    public Iterable<Matrix> blocks() {
        if (numbers instanceof Held) {
            return List.of(this);
        }
        int height = Math.max(1, BLOCK / Math.max(1, columns));
        return () -> IntStream.range(0, Math.ceilDiv(rows, height))
                .mapToObj(block -> {
                    int from = block * height;
                    int to = Math.min(rows, from + height);
                    return held(to - from, columns, copy(from, to));
                })
                .iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix matrix
                && rows == matrix.rows
                && columns == matrix.columns
                && Arrays.equals(array(), matrix.array());
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(array());
    }

    /** Its size, as that of a tensor is written: {@code [2, 3]}. */
    @Override
    public String toString() {
        return "[" + rows + ", " + columns + "]";
    }
}
