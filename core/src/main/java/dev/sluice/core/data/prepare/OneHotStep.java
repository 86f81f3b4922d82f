package dev.sluice.core.data.prepare;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A column of zeros and ones for each category of a column of words, and one for those that are not known, or missing.
 *
 * @param column of words
 * @param categories of the training part, sorted
 */
public record OneHotStep(String column, List<String> categories) implements Step {
    /** Copies the lists. */
    public OneHotStep {
        categories = List.copyOf(categories);
    }

    @Override
    public Frame apply(Frame frame) {
        List<String> words = frame.words().get(column);
        if (words == null) {
            throw new DataException("the column of categories '" + column + "' is missing; there is "
                    + frame.words().keySet());
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        categories.forEach(category -> columns.put(column + "=" + category, new double[frame.steps()]));
        double[] unknown = new double[frame.steps()];
        columns.put(column + ColumnNames.UNKNOWN, unknown);
        for (int t = 0; t < frame.steps(); t++) {
            Objects.requireNonNull(columns.getOrDefault(column + "=" + words.get(t), unknown))[t] = 1;
        }
        Map<String, List<String>> others = new LinkedHashMap<>(frame.words());
        others.remove(column);
        Map<String, double[]> all = new LinkedHashMap<>(frame.numbers());
        all.putAll(columns);
        return new Frame(all, others, frame.times(), frame.steps());
    }
}
