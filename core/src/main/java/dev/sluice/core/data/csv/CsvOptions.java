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
        @Description("Path of the file, relative to the experiment file; $data/… for one in the folder of shared data")
        String file,

        @Description("Column with the text") @Default("''") String text,

        @Description("Column with one symbol of the text in each row, such as a word; needs id") @Default("''")
        String tokens,

        @Description("Column, or several, that tell which series a row belongs to; without it each row is an example, or, where there are features or tokens, a"
                + " step of the only series")
        @Default("[]")
        @Shorthand
        List<String> id,

        @Description("Column with the time of a step, a number in any unit; without it steps are 1 apart")
        @Default("''")
        String time,

        @Description("Columns with the numbers of a step, empty where missing; needs id") @Default("[]")
        List<String> features,

        @Description("Columns with numbers that hold for the whole example, empty where missing") @Default("[]")
        List<String> staticFeatures,

        @Description("Columns with class names") @Default("[]")
        List<String> labels,

        @Description(
                "Columns with numbers to predict; where the loss lets several classes hold, a class each that holds"
                        + " where there is a 1 and does not where there is a 0")
        @Default("[]")
        List<String> targets,

        @Description("Whether labels or targets differ from step to step; needs id") @Default("false")
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

        @Description("Column, or several, with what must be on one side of a split, such as a person (data.split.by: group)")
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

        @Description("Cells that mean a missing number, beside empty ones, for example [NA, '-200']") @Default("[]")
        List<String> missing,

        @Description("Encoding of the file, for example iso-8859-1 or utf-16") @Default("utf-8")
        String encoding,

        @Description("Names of the columns in order, for a file without a header row") @Default("[]")
        List<String> columns) {
    /** Copies the collections and checks that the options fit together. */
    public CsvOptions {
        id = List.copyOf(id);
        group = List.copyOf(group);
        features = List.copyOf(features);
        staticFeatures = List.copyOf(staticFeatures);
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        targetsByName = Collections.unmodifiableMap(new LinkedHashMap<>(targetsByName));
        missing = List.copyOf(missing);
        columns = List.copyOf(columns);
        if (file.isBlank()) {
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
                !text.isEmpty() || !tokens.isEmpty() || !features.isEmpty() || !staticFeatures.isEmpty(),
                inputs,
                labels,
                targets,
                targetsByName);
        if (!text.isEmpty() && !tokens.isEmpty()) {
            throw new IllegalArgumentException("text and tokens are two inputs; name one of them under inputs, for"
                    + " example inputs: {title: {text: " + text + "}}");
        }
    }

    /** Returns whether a row is a step: without an id, all rows are the steps of one series. */
    boolean hasSteps() {
        return !tokens.isEmpty()
                || !features.isEmpty()
                || !time.isEmpty()
                || perStep
                || inputs.values().stream().anyMatch(CsvInput::hasSteps)
                || targetsByName.values().stream().anyMatch(CsvTarget::perStep);
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
        return new CsvFormat(delimiter, quoting, decimal.charAt(0), missing, Charset.forName(encoding), columns);
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
