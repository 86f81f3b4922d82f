package dev.sluice.core.data.csv;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to read from a file of comma-separated values. One row is an example, or, with {@code id}, a step: the rows with the same
 * id, in the order of the file, are one example.
 */
@Description("A UTF-8 file of comma-separated values with a header row")
public record CsvOptions(
        @Description("Path of the file, relative to the experiment file")
        String file,

        @Description("Column with the text") @Default("''") String text,

        @Description("Column with one symbol of the text in each row, such as a word; needs id") @Default("''")
        String tokens,

        @Description("Column that tells which series a row belongs to; without it each row is an example")
        @Default("''")
        String id,

        @Description("Column with the time of a step, a number in any unit; without it steps are 1 apart")
        @Default("''")
        String time,

        @Description("Columns with the numbers of a step, empty where missing; needs id") @Default("[]")
        List<String> features,

        @Description("Columns with numbers that hold for the whole example, empty where missing") @Default("[]")
        List<String> staticFeatures,

        @Description("Columns with class names; several names in one cell are set apart by label_separator")
        @Default("[]")
        List<String> labels,

        @Description("Columns with numbers to predict") @Default("[]")
        List<String> targets,

        @Description("Whether labels or targets differ from step to step; needs id") @Default("false")
        boolean perStep,

        @Description("Further inputs by name") @Default("{}")
        Map<String, CsvInput> inputs,

        @Description("Several answers by name, in place of labels and targets") @Default("{}")
        Map<String, CsvAnswer> answers,

        @Description("Column that says training, validation or test; empty cells go by data.split") @Default("''")
        String part,

        @Description("What stands between columns, for example ',' or a tab") @Default("','")
        String delimiter,

        @Description("What stands between class names of one cell; any of them is right") @Default("';'")
        String labelSeparator) {
    /** Copies the collections and checks that the options fit together. */
    public CsvOptions {
        features = List.copyOf(features);
        staticFeatures = List.copyOf(staticFeatures);
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        if (file.isBlank()) {
            throw new IllegalArgumentException("file must name a file, but was empty");
        }
        if (delimiter.isEmpty() || labelSeparator.isEmpty()) {
            throw new IllegalArgumentException("delimiter and label_separator must not be empty");
        }
        if (text.isEmpty() && tokens.isEmpty() && features.isEmpty() && staticFeatures.isEmpty() && inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "give either text (one row per example), or id with tokens or features (one"
                            + " row per step), but there is no input at all");
        }
        boolean single = !labels.isEmpty() || !targets.isEmpty();
        if (answers.isEmpty() ? labels.isEmpty() == targets.isEmpty() : single) {
            throw new IllegalArgumentException(
                    "give either labels or targets, or several answers by name, but labels is " + labels
                            + ", targets is " + targets + " and answers has " + answers.keySet());
        }
        if (!text.isEmpty() && !tokens.isEmpty()) {
            throw new IllegalArgumentException("text and tokens are two inputs; name one of them under inputs, for"
                    + " example inputs: {title: {text: " + text + "}}");
        }
        boolean steps = !tokens.isEmpty()
                || !features.isEmpty()
                || !time.isEmpty()
                || perStep
                || inputs.values().stream().anyMatch(CsvInput::hasSteps)
                || answers.values().stream().anyMatch(CsvAnswer::perStep);
        if (steps && id.isEmpty()) {
            throw new IllegalArgumentException(
                    "tokens, features, time and answers per step need a row for each step, and"
                            + " id, the column that tells which rows belong together, but id is not given");
        }
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

    /** All answers by name. */
    Map<String, CsvAnswer> allAnswers() {
        return answers.isEmpty() ? Map.of(Example.ANSWER, new CsvAnswer(labels, targets, perStep)) : answers;
    }
}
