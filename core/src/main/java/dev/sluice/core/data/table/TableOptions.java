package dev.sluice.core.data.table;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import dev.sluice.core.option.Shorthand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The meaning of the columns of a table, whatever kind of file it is read from. One row is an example, or, with {@code id}, a step: the rows with the
 * same id, in the order of the file, are one example.
 */
public record TableOptions(
        @Description("Layout of the rows: steps (a row is an example, or a step of one), rows (a row is a series) or"
                + " columns (each feature is a series)")
        @Default("steps")
        TableLayout layout,

        @Description("Column with the text") @Default("''") String text,

        @Description("Column with one symbol of the text in each row, such as a word") @Default("''")
        String tokens,

        @Description("Column, or several, with the id of the series that a row belongs to; without it each row is an"
                + " example or, if there are features or tokens, a step of the only series")
        @Default("[]")
        @Shorthand
        List<String> id,

        @Description(
                "Column with the time of a step, a number in any unit, or a date and time of day, which are converted"
                        + " to seconds since 1970; by default, steps are 1 apart")
        @Default("''")
        String time,

        @Inline TimeOptions times,

        @Description(
                "Treatment of rows of a series that have the same time; with mean, words and targets are those of the"
                        + " first")
        @Default("refuse")
        Duplicates duplicates,

        @Description("Columns with the numbers of a step, empty where missing") @Default("[]")
        List<String> features,

        @Description("Columns with numbers that apply to the whole example, empty where missing") @Default("[]")
        List<String> staticFeatures,

        @Description("Categorical columns of the steps, with few different words, such as a wind direction")
        @Default("[]")
        List<String> categories,

        @Description("Categorical columns that apply to the whole example, such as a shop") @Default("[]")
        List<String> staticCategories,

        @Description("Columns with class names") @Default("[]")
        List<String> labels,

        @Description(
                "Columns with numbers to predict; with losses for several classes at once, each column is a class, 1"
                        + " where it applies and 0 where not")
        @Default("[]")
        List<String> targets,

        @Description("Whether labels or targets differ from step to step") @Default("false")
        boolean perStep,

        @Description("Additional inputs by name") @Default("{}")
        Map<String, TableInput> inputs,

        @Description("Several targets by name, instead of labels and targets") @Default("{}")
        Map<String, TableTarget> targetsByName,

        @Description(
                "Column with training, validation or test; data.split decides for empty cells. A series is cut where"
                        + " the part changes")
        @Default("''")
        String part,

        @Description(
                "Column, or several, with groups that a split keeps together, such as a person (data.split.by: group)")
        @Default("[]")
        @Shorthand
        List<String> group,

        @Description("Column with the weight of an example in the loss, 0 or more; if every target is per step, of each"
                + " step")
        @Default("''")
        String weight,

        @Description("Separator of the class names in one cell. By default ';' with losses for several classes at once,"
                + " and none for exclusive classes: then a cell is one name")
        @Default("''")
        String labelSeparator,

        @Description("Cells that mean a missing number, besides empty ones, for example [NA, '-200']") @Default("[]")
        List<String> missing) {
    /** Copies the collections and checks that the options fit together. */
    public TableOptions {
        id = List.copyOf(id);
        group = List.copyOf(group);
        features = List.copyOf(features);
        staticFeatures = List.copyOf(staticFeatures);
        categories = List.copyOf(categories);
        staticCategories = List.copyOf(staticCategories);
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        targetsByName = Collections.unmodifiableMap(new LinkedHashMap<>(targetsByName));
        missing = List.copyOf(missing);
        requireInputsAndTargets(
                !text.isEmpty()
                        || !tokens.isEmpty()
                        || !features.isEmpty()
                        || !categories.isEmpty()
                        || !staticFeatures.isEmpty(),
                inputs,
                labels,
                targets,
                targetsByName);
        if (!text.isEmpty() && !tokens.isEmpty()) {
            throw new IllegalArgumentException("text and tokens are two inputs; name one of them under inputs, for"
                    + " example inputs: {title: {text: " + text + "}}");
        }
        requireLayout(layout, id, features, time, part, perStep, text + tokens, staticFeatures, inputs);
    }

    /** Series whose steps are rows in the usual order, without a target. */
    public static TableOptions series(List<String> features) {
        return new TableOptions(
                TableLayout.STEPS,
                "",
                "",
                List.of(),
                "",
                TimeOptions.usual(),
                Duplicates.REFUSE,
                features,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                "",
                List.of(),
                "",
                "",
                List.of());
    }

    private static void requireLayout(
            TableLayout layout,
            List<String> id,
            List<String> features,
            String time,
            String part,
            boolean perStep,
            String text,
            List<String> fixed,
            Map<String, TableInput> inputs) {
        boolean rows = layout == TableLayout.ROWS && (features.isEmpty() || !time.isEmpty() || perStep);
        boolean columns = layout == TableLayout.COLUMNS
                && (features.isEmpty()
                        || !(id.isEmpty() && part.isEmpty() && text.isEmpty() && fixed.isEmpty() && inputs.isEmpty()));
        if (rows) {
            throw new IllegalArgumentException(
                    "layout: rows needs features, the columns that are the steps of a series, and"
                            + " there is no time of a step and no target for each step (per_step)");
        }
        if (columns) {
            throw new IllegalArgumentException(
                    "layout: columns needs features, the columns that are a series each, and beside"
                            + " them only time");
        }
    }

    /** Returns whether a row is a step: without an id, all rows are the steps of one series. */
    public boolean hasSteps() {
        return layout == TableLayout.COLUMNS
                || (layout == TableLayout.STEPS
                        && (!tokens.isEmpty()
                                || !features.isEmpty()
                                || !categories.isEmpty()
                                || !time.isEmpty()
                                || perStep
                                || inputs.values().stream().anyMatch(TableInput::hasSteps)
                                || targetsByName.values().stream().anyMatch(TableTarget::perStep)));
    }

    private static void requireInputsAndTargets(
            boolean input,
            Map<String, TableInput> inputs,
            List<String> labels,
            List<String> targets,
            Map<String, TableTarget> byName) {
        if (!input && inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "give either text (one row per example), or id with tokens or features (one"
                            + " row per step), but there is no input at all");
        }
        boolean single = !labels.isEmpty() || !targets.isEmpty();
        if (byName.isEmpty() ? !labels.isEmpty() && !targets.isEmpty() : single) {
            throw new IllegalArgumentException(
                    "give either labels or targets, or several by name (targets_by_name), but labels is " + labels
                            + ", targets is " + targets + " and targets_by_name has " + byName.keySet());
        }
    }

    /** The form of times. */
    public TimeFormat timeFormat() {
        return new TimeFormat(times.timeFormat(), times.timeZone(), id.isEmpty());
    }

    /** The names of the columns of each input and target. */
    public ColumnNames columnNames() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        allInputs().forEach((name, input) -> columns.put(name, input.columns()));
        allTargets().forEach((name, target) -> columns.put(name, target.numbers()));
        columns.values().removeIf(List::isEmpty);
        return new ColumnNames(columns, new TimeColumn(time, times.timeFormat(), times.timeZone()));
    }

    /** All inputs by name. */
    Map<String, TableInput> allInputs() {
        Map<String, TableInput> all = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            all.put(Batch.TOKENS, new TableInput(text, "", List.of(), List.of()));
        }
        if (!tokens.isEmpty()) {
            all.put(Batch.TOKENS, new TableInput("", tokens, List.of(), List.of()));
        }
        if (!features.isEmpty()) {
            all.put(Batch.FEATURES, new TableInput("", "", features, List.of()));
        }
        if (!staticFeatures.isEmpty()) {
            all.put(Batch.STATIC, new TableInput("", "", List.of(), staticFeatures));
        }
        all.putAll(inputs);
        return all;
    }

    /** All targets by name. */
    Map<String, TableTarget> allTargets() {
        if (targetsByName.isEmpty() && labels.isEmpty() && targets.isEmpty()) {
            return Map.of();
        }
        return targetsByName.isEmpty()
                ? Map.of(Example.TARGET, new TableTarget(labels, targets, perStep))
                : targetsByName;
    }
}
