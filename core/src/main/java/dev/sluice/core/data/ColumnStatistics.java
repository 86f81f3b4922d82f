package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
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
        double[] mean = new double[columns];
        double[] squares = new double[columns];
        long[] seen = new long[columns];
        long[] missing = new long[columns];
        for (Matrix part : parts) {
            for (Matrix block : part.blocks()) {
                double[] array = block.array();
                for (int i = 0; i < array.length; i++) {
                    int column = i % columns;
                    if (Double.isNaN(array[i])) {
                        missing[column]++;
                    } else {
                        // Welford's update: no cancellation where the mean is large against the deviation.
                        double delta = array[i] - mean[column];
                        mean[column] += delta / ++seen[column];
                        squares[column] += delta * (array[i] - mean[column]);
                    }
                }
            }
        }
        List<ColumnStatistics> all = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            all.add(new ColumnStatistics(seen[c], missing[c], mean[c], Math.sqrt(squares[c] / Math.max(1, seen[c]))));
        }
        return all;
    }
}
