package dev.sluice.core.explain;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Reads numbers out of tensors {@code [T, B, H]}. */
final class Columns {
    private Columns() {}

    /** {@code [T, B, H]} of one row as {@code [units][steps]}. */
    static List<List<Double>> units(Tensor values, int row) {
        int steps = values.shape().size(0);
        int units = values.shape().size(2);
        List<List<Double>> columns = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            List<Double> column = new ArrayList<>();
            for (int t = 0; t < steps; t++) {
                column.add((double) values.get(t, row, unit));
            }
            columns.add(column);
        }
        return columns;
    }

    /** Numbers of a step of a row, {@code [T, B, ..]}. */
    static int width(Tensor values) {
        return values.array().length
                / Math.max(1, values.shape().size(0) * values.shape().size(1));
    }

    /** The first row of one times that of another, {@code [T, B, ..]}, added up over all but time: a number for each step. */
    static List<Double> products(Tensor one, Tensor other) {
        return products(one, other, 1);
    }

    /** The only row of one times each row of another, {@code [T, B, ..]}, added up for each step, in the mean of the rows. */
    static List<Double> meanProducts(Tensor one, Tensor others) {
        return products(one, others, others.shape().size(1));
    }

    private static List<Double> products(Tensor one, Tensor others, int rows) {
        int width = width(one);
        List<Double> means = new ArrayList<>();
        for (int t = 0; t < one.shape().size(0); t++) {
            int own = t * one.shape().size(1) * width;
            int first = t * others.shape().size(1) * width;
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                for (int e = 0; e < width; e++) {
                    sum += (double) one.array()[own + e] * others.array()[first + row * width + e];
                }
            }
            means.add(sum / rows);
        }
        return means;
    }
}
