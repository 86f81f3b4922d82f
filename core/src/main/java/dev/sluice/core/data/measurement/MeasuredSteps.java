package dev.sluice.core.data.measurement;

import dev.sluice.core.data.table.Duplicates;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;

/**
 * The steps of one series: the times at which a feature was measured, and what was measured then. A series without any has one step, at its first
 * time, at which all is missing.
 */
final class MeasuredSteps {
    private final Measured measured;
    private final int series;
    private final int features;
    /** Place of the first row of each step in the series, and behind the last one the number of rows. */
    private final int[] starts;

    MeasuredSteps(Measured measured, int series, int features) {
        this.measured = measured;
        this.series = series;
        this.features = features;
        int rows = measured.rows().steps(series);
        int[] found = new int[rows + 1];
        int steps = 0;
        int begin = 0;
        while (begin < rows) {
            int end = begin + 1;
            boolean any = isFeature(begin);
            while (end < rows && time(end) == time(begin)) {
                any |= isFeature(end);
                end++;
            }
            if (any) {
                found[steps++] = begin;
            }
            begin = end;
        }
        steps = Math.max(1, steps);
        found[steps] = rows;
        starts = Arrays.copyOf(found, steps + 1);
    }

    private int code(int place) {
        return measured.codes()[measured.rows().row(series, place)];
    }

    private boolean isFeature(int place) {
        int code = code(place);
        return code >= 0 && code < features;
    }

    private double time(int place) {
        return measured.times().get(measured.rows().row(series, place));
    }

    private double value(int place) {
        return measured.values().get(measured.rows().row(series, place));
    }

    int size() {
        return starts.length - 1;
    }

    double[] times() {
        double[] times = new double[size()];
        Arrays.setAll(times, step -> time(starts[step]));
        return times;
    }

    /** The first row of a step in the table. */
    int row(int step) {
        return measured.rows().row(series, starts[step]);
    }

    /** What was measured at each step, {@code [T, F]}. */
    Matrix values(Duplicates duplicates) {
        double[] values = new double[size() * features];
        Arrays.fill(values, Double.NaN);
        for (int step = 0; step < size(); step++) {
            double[][] seen = new double[features][];
            for (int place = starts[step]; place < starts[step + 1] && time(place) == time(starts[step]); place++) {
                if (isFeature(place)) {
                    int code = code(place);
                    double[] before = seen[code] == null ? new double[0] : seen[code];
                    seen[code] = Arrays.copyOf(before, before.length + 1);
                    seen[code][before.length] = value(place);
                }
            }
            for (int code = 0; code < features; code++) {
                if (seen[code] != null) {
                    values[step * features + code] = duplicates.of(seen[code]);
                }
            }
        }
        return Matrix.wrap(size(), features, values);
    }

    /** The place of the first row that measures what a row before it at the same time does; -1 if there is none. */
    int duplicate() {
        int rows = measured.rows().steps(series);
        double[] last = new double[measured.names().size()];
        Arrays.fill(last, Double.NaN);
        for (int place = 0; place < rows; place++) {
            int code = code(place);
            if (code >= 0) {
                if (last[code] == time(place)) {
                    return place;
                }
                last[code] = time(place);
            }
        }
        return -1;
    }

    /** The first number of something that is measured; NaN if it never was. */
    double first(int wanted) {
        int rows = measured.rows().steps(series);
        for (int place = 0; place < rows; place++) {
            if (code(place) == wanted && !Double.isNaN(value(place))) {
                return value(place);
            }
        }
        return Double.NaN;
    }
}
