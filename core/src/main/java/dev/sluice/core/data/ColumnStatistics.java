package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.util.List;

/**
 * The statistics of one numeric column.
 *
 * @param count of the numbers that are there
 * @param missing number of those that are not
 * @param mean 0 if all are missing
 * @param deviation standard deviation of the population; 0 if all are missing
 */
record ColumnStatistics(long count, long missing, double mean, double deviation) {
    /**
     * The statistics of each column over all rows of all parts. A value that is missing is NaN.
     *
     * @param parts at least one, each {@code [T, F]}. Not modified.
     */
    static List<ColumnStatistics> of(Iterable<Matrix> parts) {
        int columns = parts.iterator().next().columns();
        ColumnMoments moments = new ColumnMoments(columns);
        parts.forEach(moments::add);
        return moments.statistics();
    }
}
