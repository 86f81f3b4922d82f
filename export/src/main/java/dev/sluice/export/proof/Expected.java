package dev.sluice.export.proof;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import java.util.Arrays;
import java.util.List;

/**
 * A result in float64, and the error that a correct float32 program may have at each element.
 *
 * <p>The limit of an element is a multiple of the spread caused there by random rounding. A few samples can agree by
 * chance, so spreads are pooled: {@code s[row, column]} is the largest over time and samples, and the limit is
 * {@value #ROUNDINGS} {@code · r[row] · c[column]}, where {@code c} is the largest spread of a column, and {@code r} the
 * row's share of it, at least {@value #LEAST_SHARE}. Where a result jumps, few samples may all miss that; {@link Meaning}
 * then takes many.
 *
 * @param values float64, row-major
 * @param limits largest allowed absolute difference of each element; infinite where float32 cannot hold the value; empty
 *     for none
 * @param telling number of limits tight enough to reveal a difference: below {@value #TELLING} of the column's scale
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the results themselves, and never compared
public record Expected(double[] values, double[] limits, int telling) {
    static final double ROUNDINGS = 16;

    private static final double[] NO_LIMITS = {};
    private static final double LEAST_SHARE = 1.0 / 16;
    private static final double TELLING = 1e-2;
    /** The last rounding, which is not random: two units in the last place. */
    private static final double LAST = 0x1p-22;
    /** Smaller numbers are zero in float32, or have fewer digits. */
    private static final double UNDERFLOW = 1e-35;
    /** Larger numbers, or their squares, may be infinite in float32. */
    private static final double OVERFLOW = 1e37;

    /**
     * Computes limits from samples.
     *
     * @param dims dimensions of the result: rows are along {@code B}, columns along the last axis if it is fixed
     * @param exact the result
     * @param center center of the samples: the result, or the result without the outputs' means
     * @param apart distance of the numbers that the result is converted to, in its own unit; 0 if it is not converted
     * @param samples results with random rounding; empty for no limits
     */
    static Expected of(Dims dims, Array64 exact, Array64 center, double apart, List<Array64> samples) {
        if (samples.isEmpty()) {
            return new Expected(exact.data(), NO_LIMITS, 0);
        }
        Table table = new Table(dims, exact.sizes());
        double[] spread = new double[table.rows * table.columns];
        double[] magnitude = new double[table.rows * table.columns];
        double[] scale = new double[table.columns];
        double[] largest = new double[table.columns];
        for (int i = 0; i < exact.data().length; i++) {
            int cell = table.cell(i);
            for (Array64 sample : samples) {
                double moved = Math.abs(sample.data()[i] - center.data()[i]);
                spread[cell] = Math.max(spread[cell], Double.isNaN(moved) ? Double.POSITIVE_INFINITY : moved);
            }
            magnitude[cell] = Math.max(magnitude[cell], Math.abs(exact.data()[i]));
            scale[cell % table.columns] = Math.max(scale[cell % table.columns], Math.abs(center.data()[i]));
            largest[cell % table.columns] = Math.max(largest[cell % table.columns], magnitude[cell]);
        }
        for (int column = 0; column < table.columns; column++) {
            // A column that is its mean everywhere, as far as float32 tells, has no other scale than that.
            scale[column] = scale[column] <= LAST * largest[column] ? largest[column] : scale[column];
        }
        double[] smooth = table.smoothed(spread);
        double[] limits = new double[exact.data().length];
        int telling = 0;
        for (int i = 0; i < limits.length; i++) {
            int cell = table.cell(i);
            double limit = ROUNDINGS * smooth[cell] + LAST * magnitude[cell] + apart + UNDERFLOW;
            boolean held = magnitude[cell] < OVERFLOW;
            limits[i] = held && limit < Double.POSITIVE_INFINITY ? limit : Double.POSITIVE_INFINITY;
            telling += limits[i] <= TELLING * scale[cell % table.columns] + UNDERFLOW ? 1 : 0;
        }
        return new Expected(exact.data(), limits, telling);
    }

    /**
     * Values with limits proportional to the largest value only.
     *
     * @param share largest difference relative to the largest value
     */
    static Expected near(double[] values, double share) {
        double scale = 0;
        for (double value : values) {
            scale = Math.max(scale, Math.abs(value));
        }
        double[] limits = new double[values.length];
        Arrays.fill(limits, share * scale + UNDERFLOW);
        return new Expected(values, limits, values.length);
    }

    /** The same limits around other values. */
    Expected moved(double[] elsewhere) {
        return new Expected(elsewhere, limits, telling);
    }

    /** The elements at the given positions. */
    Expected part(int... positions) {
        double[] some = Arrays.stream(positions).mapToDouble(at -> values[at]).toArray();
        double[] own = limits.length == 0
                ? limits
                : Arrays.stream(positions).mapToDouble(at -> limits[at]).toArray();
        return new Expected(some, own, Math.min(telling, positions.length));
    }

    /** One of {@code steps} steps of a result with time as its first axis. */
    Expected step(int step, int steps) {
        int width = values.length / steps;
        double[] own = limits.length == 0 ? limits : Arrays.copyOfRange(limits, step * width, (step + 1) * width);
        return new Expected(Arrays.copyOfRange(values, step * width, (step + 1) * width), own, telling);
    }

    /** The elements of a result as a table of rows and columns. */
    private static final class Table {
        private final int rows;
        private final int columns;
        private final int rowStride;

        Table(Dims dims, int... sizes) {
            int batch = dims.axes().indexOf(Dim.BATCH);
            boolean features = dims.rank() > 0 && dims.axis(-1) instanceof Dim.Fixed;
            rows = batch < 0 ? 1 : sizes[batch];
            columns = features ? sizes[sizes.length - 1] : 1;
            int stride = 1;
            for (int axis = batch + 1; axis < sizes.length; axis++) {
                stride *= sizes[axis];
            }
            rowStride = batch < 0 ? 1 : stride;
        }

        int cell(int element) {
            return element / rowStride % rows * columns + element % columns;
        }

        /** The spread of each row and column, smoothed so that no single sample decides it. */
        double[] smoothed(double[] spread) {
            double[] largest = new double[columns];
            for (int cell = 0; cell < spread.length; cell++) {
                // Rows with infinite spread must not affect the others.
                if (spread[cell] < Double.POSITIVE_INFINITY) {
                    largest[cell % columns] = Math.max(largest[cell % columns], spread[cell]);
                }
            }
            double[] smooth = new double[spread.length];
            for (int row = 0; row < rows; row++) {
                double share = LEAST_SHARE;
                for (int column = 0; column < columns; column++) {
                    double own = spread[row * columns + column];
                    share = own == 0 ? share : Math.max(share, own / largest[column]);
                }
                for (int column = 0; column < columns; column++) {
                    smooth[row * columns + column] = share * largest[column];
                }
            }
            return smooth;
        }
    }
}
