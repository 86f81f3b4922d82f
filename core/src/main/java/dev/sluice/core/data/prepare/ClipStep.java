package dev.sluice.core.data.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits beyond which a number counts as the limit.
 *
 * @param columns by name
 * @param least of each, in the order of the columns
 * @param most of each
 * @param flag whether a column of zeros and ones tells which numbers were beyond
 */
public record ClipStep(List<String> columns, List<Double> least, List<Double> most, boolean flag) implements Step {
    /** The end of the name of the column that tells which numbers were beyond. */
    public static final String OUTLIER = " outlier";

    /** Copies the lists. */
    public ClipStep {
        columns = List.copyOf(columns);
        least = List.copyOf(least);
        most = List.copyOf(most);
    }

    @Override
    public Frame apply(Frame frame) {
        Map<String, double[]> changed = new LinkedHashMap<>();
        Map<String, double[]> flags = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            double[] clipped = frame.column(columns.get(c)).clone();
            double[] beyond = new double[clipped.length];
            for (int t = 0; t < clipped.length; t++) {
                beyond[t] = clipped[t] < least.get(c) || clipped[t] > most.get(c) ? 1 : 0;
                // Missing numbers stay missing.
                clipped[t] = Math.max(least.get(c), Math.min(most.get(c), clipped[t]));
            }
            changed.put(columns.get(c), clipped);
            flags.put(columns.get(c) + OUTLIER, beyond);
        }
        return flag ? frame.with(changed).with(flags) : frame.with(changed);
    }
}
