package dev.sluice.core.data.prepare;

import java.util.Arrays;
import java.util.List;

/**
 * The median of a number and those before it, which takes out single wrong readings.
 *
 * @param columns by name
 * @param window numbers that the median is of, at least 2
 */
public record MedianStep(List<String> columns, int window) implements Step {
    /** Copies the lists. */
    public MedianStep {
        columns = List.copyOf(columns);
    }

    @Override
    public Frame apply(Frame frame) {
        return Step.each(frame, columns, this::smoothed);
    }

    private double[] smoothed(double[] column) {
        double[] smoothed = new double[column.length];
        for (int t = 0; t < smoothed.length; t++) {
            double[] near = Arrays.stream(column, Math.max(0, t + 1 - window), t + 1)
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            int middle = near.length / 2;
            smoothed[t] = Double.isNaN(column[t]) || near.length == 0
                    ? column[t]
                    : near.length % 2 == 1 ? near[middle] : (near[middle - 1] + near[middle]) / 2;
        }
        return smoothed;
    }
}
