package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Counts and exact sums of the numbers of each column, which become their statistics. Sums of parts of the data can be put together. */
final class ColumnMoments implements Serializable {
    private static final long serialVersionUID = 1L;
    private final long[] seen;
    private final long[] missing;
    private final ExactSum[] sums;
    private final ExactSum[] squares;

    /** Those of no number. */
    ColumnMoments(int columns) {
        seen = new long[columns];
        missing = new long[columns];
        sums = new ExactSum[columns];
        squares = new ExactSum[columns];
        for (int c = 0; c < columns; c++) {
            sums[c] = new ExactSum();
            squares[c] = new ExactSum();
        }
    }

    /** Adds the rows of a matrix, {@code [T, F]}. */
    ColumnMoments add(Matrix rows) {
        for (Matrix block : rows.blocks()) {
            double[] array = block.array();
            for (int i = 0; i < array.length; i++) {
                add(i % seen.length, array[i]);
            }
        }
        return this;
    }

    private void add(int column, double number) {
        if (Double.isNaN(number)) {
            missing[column]++;
        } else {
            seen[column]++;
            sums[column].add(number);
            squares[column].addSquare(number);
        }
    }

    /** Both together. */
    static ColumnMoments join(ColumnMoments a, ColumnMoments b) {
        ColumnMoments both = new ColumnMoments(a.seen.length);
        for (int c = 0; c < both.seen.length; c++) {
            both.seen[c] = a.seen[c] + b.seen[c];
            both.missing[c] = a.missing[c] + b.missing[c];
            both.sums[c].add(a.sums[c]);
            both.sums[c].add(b.sums[c]);
            both.squares[c].add(a.squares[c]);
            both.squares[c].add(b.squares[c]);
        }
        return both;
    }

    /** The statistics of each column. */
    List<ColumnStatistics> statistics() {
        List<ColumnStatistics> all = new ArrayList<>();
        for (int c = 0; c < seen.length; c++) {
            all.add(statistics(c));
        }
        return all;
    }

    private ColumnStatistics statistics(int column) {
        if (seen[column] == 0) {
            return new ColumnStatistics(0, missing[column], 0, 0);
        }
        if (!sums[column].isFinite() || !squares[column].isFinite()) {
            return new ColumnStatistics(
                    seen[column], missing[column], sums[column].beyond() / seen[column], Double.NaN);
        }
        BigDecimal count = BigDecimal.valueOf(seen[column]);
        BigDecimal sum = sums[column].exact();
        // All exact until the division: no cancellation where the mean is large against the deviation.
        BigDecimal spread = squares[column]
                .exact()
                .multiply(count)
                .subtract(sum.multiply(sum))
                .max(BigDecimal.ZERO);
        return new ColumnStatistics(
                seen[column],
                missing[column],
                sum.divide(count, ExactMean.DIGITS).doubleValue(),
                spread.round(ExactMean.DIGITS)
                        .sqrt(ExactMean.DIGITS)
                        .divide(count, ExactMean.DIGITS)
                        .doubleValue());
    }
}
