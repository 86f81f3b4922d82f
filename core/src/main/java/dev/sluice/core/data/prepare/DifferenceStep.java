package dev.sluice.core.data.prepare;

import java.util.List;

/**
 * The change since the step before, or since a season ago, in place of the number; 0 at the first steps, which have none.
 *
 * @param columns by name
 * @param steps back
 */
public record DifferenceStep(List<String> columns, int steps) implements Step {
    /** Copies the lists. */
    public DifferenceStep {
        columns = List.copyOf(columns);
    }

    @Override
    public Frame apply(Frame frame) {
        return Step.each(frame, columns, column -> {
            double[] changes = new double[column.length];
            for (int t = steps; t < changes.length; t++) {
                changes[t] = column[t] - column[t - steps];
            }
            return changes;
        });
    }
}
