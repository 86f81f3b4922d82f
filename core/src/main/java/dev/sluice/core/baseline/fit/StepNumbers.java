package dev.sluice.core.baseline.fit;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/** The numbers of each step: all columns of the series at the step and at the one before it, and static numbers. */
public final class StepNumbers implements Features {
    @Override
    public String words() {
        return "the numbers of each step and the one before";
    }

    @Override
    public List<double[]> of(Example example) {
        List<Matrix> series = new ArrayList<>();
        List<Matrix> statics = new ArrayList<>();
        for (Sequence input : example.inputs().values()) {
            if (input instanceof Sequence.Series steps) {
                series.add(steps.values());
            } else if (input instanceof Sequence.Static fixed) {
                statics.add(fixed.values());
            }
        }
        int steps = series.stream().mapToInt(Matrix::rows).max().orElse(0);
        int width = 2 * series.stream().mapToInt(Matrix::columns).sum()
                + statics.stream().mapToInt(Matrix::columns).sum();
        List<double[]> rows = new ArrayList<>(steps);
        for (int t = 0; t < steps; t++) {
            double[] row = new double[width];
            int at = 0;
            for (Matrix values : series) {
                at = copy(values, t, row, at);
                at = copy(values, Math.max(0, t - 1), row, at);
            }
            for (Matrix values : statics) {
                at = copy(values, 0, row, at);
            }
            rows.add(row);
        }
        return rows;
    }

    /** NaN past the end of a series that is shorter than another. */
    private static int copy(Matrix values, int step, double[] row, int at) {
        for (int column = 0; column < values.columns(); column++) {
            row[at + column] = step < values.rows() ? values.get(step, column) : Double.NaN;
        }
        return at + values.columns();
    }
}
