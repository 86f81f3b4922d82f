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

    /** {@code [T, B, E]} of one row times another, added up over features: a number for each step. */
    static List<Double> products(Tensor one, Tensor other, int row) {
        List<Double> sums = new ArrayList<>();
        for (int t = 0; t < one.shape().size(0); t++) {
            double sum = 0;
            for (int e = 0; e < one.shape().size(2); e++) {
                sum += (double) one.get(t, row, e) * other.get(t, row, e);
            }
            sums.add(sum);
        }
        return sums;
    }
}
