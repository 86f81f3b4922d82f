package dev.sluice.core.data.csv;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Shorthand;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns to read from a file of comma-separated values, and the form of the file. One row is an example, or, with {@code id}, a step: the rows with the same
 * id, in the order of the file, are one example.
 */
@Description("A file of comma-separated values")
public record CsvOptions(
        @Description(
                "Path of the file, or of several with the same columns, relative to the experiment file; $data/… for one in the"
                        + " folder of shared data. A name may be a pattern, part-*.csv, and a file packed, .csv.gz")
        @Shorthand
        List<String> file,

        @Description(
                "What the rows are: steps (a row is an example, or a step of one), rows (a row is a series) or columns (each feature"
                        + " is a series)")
        @Default("steps")
        CsvLayout layout,

        @Description("Column with the text") @Default("''") String text,

        @Description("Column with one symbol of the text in each row, such as a word") @Default("''")
        String tokens,

        @Description(
                "Column, or several, that tell which series a row belongs to; without it each row is an example, or, where there are"
                        + " features or tokens, a step of the only series")
        @Default("[]")
        @Shorthand
        List<String> id,

        @Description(
                "Column with the time of a step, a number in any unit, or a date and time of day, which become seconds since 1970;"
                        + " without it steps are 1 apart")
        @Default("''")
        String time,

        @Description(
                "How dates are written, for example dd.MM.yyyy HH:mm; unless given, the year first, such as 2024-03-31 14:00:00")
        @Default("''")
        String timeFormat,

        @Description(
                "Time zone of dates without an offset, for example Europe/Berlin; unless given UTC, whose clock is never changed")
        @Default("''")
        String timeZone,

        @Description("Whether the rows of a series are put in the order of time, and those that were not in it counted")
        @Default("false")
        boolean sort,

        @Description("Columns with the numbers of a step, empty where missing") @Default("[]")
        List<String> features,

        @Description("Columns with numbers that hold for the whole example, empty where missing") @Default("[]")
        List<String> staticFeatures,

        @Description("Columns with words of each step of which there are few different ones, such as a wind direction")
        @Default("[]")
        List<String> categories,

        @Description("Columns with such words that hold for the whole example, such as a shop") @Default("[]")
        List<String> staticCategories,

        @Description("Columns with class names") @Default("[]")
        List<String> labels,

        @Description(
                "Columns with numbers to predict; where the loss lets several classes hold, a class each that holds"
                        + " where there is a 1 and does not where there is a 0")
        @Default("[]")
        List<String> targets,

        @Description("Whether labels or targets differ from step to step") @Default("false")
        boolean perStep,

        @Description("Further inputs by name") @Default("{}")
        Map<String, CsvInput> inputs,

        @Description("Several targets by name, in place of labels and targets") @Default("{}")
        Map<String, CsvTarget> targetsByName,

        @Description(
                "Column that says training, validation or test; empty cells go by data.split. A series is cut where"
                        + " it changes")
        @Default("''")
        String part,

        @Description(
                "Column, or several, with what must be on one side of a split, such as a person (data.split.by: group)")
        @Default("[]")
        @Shorthand
        List<String> group,

        @Description("Column with the weight of an example in the loss, 0 or more") @Default("''")
        String weight,

        @Description("Separator of columns, for example ',' or ';' or a tab") @Default("','")
        String delimiter,

        @Description("Separator of the class names in one cell. Unless given, ';' where the loss lets several"
                + " classes hold, and nothing where classes exclude each other: then a cell is one name")
        @Default("''")
        String labelSeparator,

        @Description("Meaning of a quotation mark at the beginning of a cell") @Default("auto")
        CsvQuoting quoting,

        @Description("Sign before the decimals of numbers, '.' or ','") @Default("'.'")
        String decimal,

        @Description("Sign between the thousands of numbers, such as ',' in 12,500.5; unless given there is none")
        @Default("''")
        String thousands,

        @Description("Cells that mean a missing number, beside empty ones, for example [NA, '-200']") @Default("[]")
        List<String> missing,

        @Description("Encoding of the file, for example iso-8859-1 or utf-16") @Default("utf-8")
        String encoding,

        @Description("Names of the columns in order, for a file without a header row") @Default("[]")
        List<String> columns,

        @Description(
                "Whether the first row has the names of the columns; if not, and columns gives none, they are called 1, 2, …")
        @Default("true")
        boolean header,

        @Description(
                "Folder for columns that do not fit into memory, relative to the experiment file; unless given $SLUICE_CACHE, or"
                        + " .cache/sluice in the user's folder. It may be emptied at any time")
        @Default("''")
        String cache) {
    /** Copies the collections and checks that the options fit together. */
    public CsvOptions {
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
        columns = List.copyOf(columns);
        file = List.copyOf(file);
        if (file.isEmpty() || file.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("file must name a file, but was empty");
        }
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("delimiter must not be empty");
        }
        if (!decimal.equals(".") && !decimal.equals(",")) {
            throw new IllegalArgumentException("decimal must be '.' or ',', but was '" + decimal + "'");
        }
        if (decimal.equals(delimiter) && quoting == CsvQuoting.NEVER) {
            throw new IllegalArgumentException("delimiter and decimal are both '" + decimal
                    + "', and quoting is never, so they cannot be told apart");
        }
        requireEncoding(encoding);
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
        requireThousands(thousands, decimal);
        requireLayout(layout, id, features, time, part, perStep, text + tokens, staticFeatures, inputs);
        new CsvTimeFormat(timeFormat, timeZone, false);
    }

    /** The only series of a file in the usual form: a row for each step, in order, without a target. */
    public static CsvOptions series(String file, List<String> features) {
        return new CsvOptions(
                List.of(file),
                CsvLayout.STEPS,
                "",
                "",
                List.of(),
                "",
                "",
                "",
                false,
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
                ",",
                "",
                CsvQuoting.AUTO,
                ".",
                "",
                List.of(),
                "utf-8",
                List.of(),
                true,
                "");
    }

    private static void requireThousands(String thousands, String decimal) {
        if (thousands.length() > 1 || thousands.equals(decimal)) {
            throw new IllegalArgumentException(
                    "thousands must be one sign that is not the sign before decimals, but was '" + thousands
                            + "', with decimal '" + decimal + "'");
        }
    }

    private static void requireLayout(
            CsvLayout layout,
            List<String> id,
            List<String> features,
            String time,
            String part,
            boolean perStep,
            String text,
            List<String> fixed,
            Map<String, CsvInput> inputs) {
        boolean rows = layout == CsvLayout.ROWS && (features.isEmpty() || !time.isEmpty() || perStep);
        boolean columns = layout == CsvLayout.COLUMNS
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
    boolean hasSteps() {
        return layout == CsvLayout.COLUMNS
                || (layout == CsvLayout.STEPS
                        && (!tokens.isEmpty()
                                || !features.isEmpty()
                                || !categories.isEmpty()
                                || !time.isEmpty()
                                || perStep
                                || inputs.values().stream().anyMatch(CsvInput::hasSteps)
                                || targetsByName.values().stream().anyMatch(CsvTarget::perStep)));
    }

    private static void requireEncoding(String encoding) {
        try {
            Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "encoding must be one that Java knows, such as utf-8, iso-8859-1, windows-1252 or utf-16, but was '"
                            + encoding + "'",
                    e);
        }
    }

    private static void requireInputsAndTargets(
            boolean input,
            Map<String, CsvInput> inputs,
            List<String> labels,
            List<String> targets,
            Map<String, CsvTarget> byName) {
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

    /** The form of the file. */
    CsvFormat format() {
        return new CsvFormat(
                delimiter,
                quoting,
                decimal.charAt(0),
                thousands.isEmpty() ? CsvFormat.NONE : thousands.charAt(0),
                missing,
                Charset.forName(encoding),
                columns,
                header && columns.isEmpty(),
                new CsvTimeFormat(timeFormat, timeZone, id.isEmpty()));
    }

    /** All inputs by name. */
    Map<String, CsvInput> allInputs() {
        Map<String, CsvInput> all = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            all.put(Batch.TOKENS, new CsvInput(text, "", List.of(), List.of()));
        }
        if (!tokens.isEmpty()) {
            all.put(Batch.TOKENS, new CsvInput("", tokens, List.of(), List.of()));
        }
        if (!features.isEmpty()) {
            all.put(Batch.FEATURES, new CsvInput("", "", features, List.of()));
        }
        if (!staticFeatures.isEmpty()) {
            all.put(Batch.STATIC, new CsvInput("", "", List.of(), staticFeatures));
        }
        all.putAll(inputs);
        return all;
    }

    /** All targets by name. */
    Map<String, CsvTarget> allTargets() {
        if (targetsByName.isEmpty() && labels.isEmpty() && targets.isEmpty()) {
            return Map.of();
        }
        return targetsByName.isEmpty()
                ? Map.of(Example.TARGET, new CsvTarget(labels, targets, perStep))
                : targetsByName;
    }
}
