package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.List;

/**
 * What to read from a file of comma-separated values. Either {@code text}, or {@code id} with {@code features}: a numeric
 * series takes one row for each step, in time order, with the same id. Either {@code labels} or {@code targets}.
 */
@Description("A UTF-8 file of comma-separated values with a header row")
public record CsvOptions(
        @Description("Path of the file, relative to the experiment file")
        String file,

        @Description("Column with the text") @Default("''") String text,

        @Description("Column that tells which series a row belongs to") @Default("''")
        String id,

        @Description("Columns with the features of a step") @Default("[]")
        List<String> features,

        @Description("Columns with class names; several names in one cell are set apart by label_separator")
        @Default("[]")
        List<String> labels,

        @Description("Columns with numbers to predict") @Default("[]")
        List<String> targets,

        @Description("What stands between columns, for example ',' or a tab") @Default("','")
        String delimiter,

        @Description("What stands between class names of one cell; any of them is right") @Default("';'")
        String labelSeparator) {
    /** Copies the lists and checks that the options fit together. */
    public CsvOptions {
        features = List.copyOf(features);
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
        boolean series = !id.isEmpty() && !features.isEmpty();
        boolean partOfSeries = !id.isEmpty() || !features.isEmpty();
        if (file.isBlank()) {
            throw new IllegalArgumentException("file must name a file, but was empty");
        }
        if (text.isEmpty() ? !series : partOfSeries) {
            throw new IllegalArgumentException(
                    "give either text (one row per example) or both id and features (one row per"
                            + " step), but text is '" + text + "', id is '" + id + "' and features is " + features);
        }
        if (labels.isEmpty() == targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "give either labels or targets, but labels is " + labels + " and targets is " + targets);
        }
        if (delimiter.isEmpty() || labelSeparator.isEmpty()) {
            throw new IllegalArgumentException("delimiter and label_separator must not be empty");
        }
    }
}
