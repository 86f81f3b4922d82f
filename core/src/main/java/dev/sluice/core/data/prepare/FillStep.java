package dev.sluice.core.data.prepare;

import java.util.List;

/**
 * Stand-ins for missing numbers.
 *
 * @param columns by name
 * @param by the kind of stand-in
 * @param means of the columns over the training part, in their order: for a gap that nothing else fills
 */
public record FillStep(List<String> columns, PrepareConfig.Fill by, List<Double> means) implements Step {
    /** Copies the lists. */
    public FillStep {
        columns = List.copyOf(columns);
        means = List.copyOf(means);
    }

    @Override
    public Frame apply(Frame frame) {
        Frame filled = frame;
        for (int c = 0; c < columns.size(); c++) {
            double mean = means.get(c);
            filled = Step.each(filled, List.of(columns.get(c)), column -> switch (by) {
                case NONE -> column;
                case LAST -> last(column, mean);
                case LINEAR -> linear(frame, column, mean);
                case MEAN -> mean(column, mean);
            });
        }
        return filled;
    }

    private static double[] mean(double[] column, double mean) {
        double[] filled = column.clone();
        for (int t = 0; t < filled.length; t++) {
            filled[t] = Double.isNaN(filled[t]) ? mean : filled[t];
        }
        return filled;
    }

    private static double[] last(double[] column, double mean) {
        double[] filled = column.clone();
        for (int t = 0; t < filled.length; t++) {
            filled[t] = Double.isNaN(filled[t]) ? (t == 0 ? mean : filled[t - 1]) : filled[t];
        }
        return filled;
    }

    /** By time between the two neighbors; the only neighbor at an end. */
    private static double[] linear(Frame frame, double[] column, double mean) {
        double[] filled = column.clone();
        int before = -1;
        for (int t = 0; t <= filled.length; t++) {
            if (t < filled.length && Double.isNaN(column[t])) {
                continue;
            }
            for (int gap = before + 1; gap < t; gap++) {
                if (before < 0 && t == filled.length) {
                    filled[gap] = mean;
                } else if (before < 0) {
                    filled[gap] = column[t];
                } else if (t == filled.length) {
                    filled[gap] = column[before];
                } else {
                    double passed = frame.time(t) - frame.time(before);
                    double share = passed == 0 ? 0 : (frame.time(gap) - frame.time(before)) / passed;
                    filled[gap] = column[before] + share * (column[t] - column[before]);
                }
            }
            before = t;
        }
        return filled;
    }
}
