package dev.sluice.core.data.numpy;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Padding;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which arrays to read. An array is one of {@code file} by its name, or a {@code .npy} file by its path. All have a row for each
 * example.
 */
@Description("NumPy arrays, padded or not: an .npz file, or .npy files")
public record NumpyOptions(
        @Description("Path of an .npz file, relative to the experiment file; empty if all arrays are .npy files")
        @Default("''")
        String file,

        @Description("Array of texts, [N]") @Default("''") String text,

        @Description("Array of symbols, [N, T]: whole numbers or texts") @Default("''")
        String tokens,

        @Description("Array of the numbers of each step, [N, T, F], or [N, T] for one; NaN where missing")
        @Default("''")
        String features,

        @Description("Array of numbers that apply to the whole example, [N, F], or [N] for one; NaN where missing")
        @Default("''")
        String staticFeatures,

        @Description("Array of the time of each step, [N, T], in any unit; by default, steps are 1 apart")
        @Default("''")
        String time,

        @Description("Side of the padding") @Default("none") Padding.Side padding,

        @Description("Value of all numbers of a padded step, may be nan; by default 0 for numbers and empty for texts."
                + " Unused if lengths are given")
        @Default("''")
        String paddingValue,

        @Description("Array of the lengths of the rows without padding, [N]; by default, padding is recognized by its"
                + " value")
        @Default("''")
        String lengths,

        @Description("Array of class names, texts or whole numbers: [N], or [N, T] with per_step") @Default("''")
        String labels,

        @Description("Array of numbers to predict: [N] or [N, C], with per_step [N, T] or [N, T, C]; with losses for"
                + " several classes at once, 1 for each class that applies and 0 for the others")
        @Default("''")
        String targets,

        @Description("Whether labels or targets differ from step to step; they are padded like the first input that has"
                + " steps")
        @Default("false")
        boolean perStep,

        @Description("Additional inputs by name") @Default("{}")
        Map<String, NumpyInput> inputs,

        @Description("Several targets by name, instead of labels and targets") @Default("{}")
        Map<String, NumpyTarget> targetsByName,

        @Description("Array of texts training, validation or test, [N]; data.split decides for empty ones")
        @Default("''")
        String part,

        @Description("Array of groups that a split keeps together, such as a person, [N] (data.split.by: group)")
        @Default("''")
        String group,

        @Description(
                "Array of weights in the loss, 0 or more: of each example, [N], or, if every target is per step, of"
                        + " each step, [N, T]")
        @Default("''")
        String weight) {
    /** Copies the collections and checks that the options fit together. */
    public NumpyOptions {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        targetsByName = Collections.unmodifiableMap(new LinkedHashMap<>(targetsByName));
        if (text.isEmpty() && tokens.isEmpty() && features.isEmpty() && staticFeatures.isEmpty() && inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be an input, but text, tokens, features, static_features and inputs are all empty");
        }
        int kinds = (labels.isEmpty() ? 0 : 1) + (targets.isEmpty() ? 0 : 1) + (targetsByName.isEmpty() ? 0 : 1);
        if (kinds != 1) {
            throw new IllegalArgumentException(
                    "give either labels or targets, or several by name (targets_by_name), but"
                            + " labels is '" + labels + "', targets is '" + targets + "' and targets_by_name has "
                            + targetsByName.keySet());
        }
        if (!text.isEmpty() && !tokens.isEmpty()) {
            throw new IllegalArgumentException("text and tokens are two inputs; name one of them under inputs, for"
                    + " example inputs: {title: {text: " + text + "}}");
        }
        boolean counted = !lengths.isEmpty()
                || inputs.values().stream().anyMatch(input -> !input.lengths().isEmpty());
        if (counted && (padding == Padding.Side.NONE || padding == Padding.Side.BOTH)) {
            throw new IllegalArgumentException("lengths tells how many steps of a row are no padding, and padding must"
                    + " say on which side it stands, left or right, but is "
                    + padding.name().toLowerCase(Locale.ROOT));
        }
        if (!paddingValue.isEmpty() && padding == Padding.Side.NONE) {
            throw new IllegalArgumentException(
                    "padding_value is '" + paddingValue + "', but padding is none; say left, right or both");
        }
    }

    /** All inputs by name. */
    Map<String, NumpyInput> allInputs() {
        Map<String, NumpyInput> all = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            all.put(Batch.TOKENS, new NumpyInput(text, "", "", "", ""));
        }
        if (!tokens.isEmpty()) {
            all.put(Batch.TOKENS, new NumpyInput("", tokens, "", "", lengths));
        }
        if (!features.isEmpty()) {
            all.put(Batch.FEATURES, new NumpyInput("", "", features, "", lengths));
        }
        if (!staticFeatures.isEmpty()) {
            all.put(Batch.STATIC, new NumpyInput("", "", "", staticFeatures, ""));
        }
        all.putAll(inputs);
        return all;
    }

    /** All targets by name. */
    Map<String, NumpyTarget> allTargets() {
        return targetsByName.isEmpty()
                ? Map.of(Example.TARGET, new NumpyTarget(labels, targets, perStep))
                : targetsByName;
    }
}
