package dev.sluice.core.data.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns with the number of some steps before; before the first step that is the first number.
 *
 * @param columns by name
 * @param lags steps back
 */
public record LagStep(List<String> columns, List<Integer> lags) implements Step {
    /** Copies the lists. */
    public LagStep {
        columns = List.copyOf(columns);
        lags = List.copyOf(lags);
    }

    @Override
    public Frame apply(Frame frame) {
        Map<String, double[]> lagged = new LinkedHashMap<>();
        for (String name : columns) {
            double[] column = frame.column(name);
            for (int lag : lags) {
                double[] before = new double[column.length];
                for (int t = 0; t < before.length; t++) {
                    before[t] = column[Math.max(0, t - lag)];
                }
                lagged.put(name + " lag " + lag, before);
            }
        }
        return frame.with(lagged);
    }
}
