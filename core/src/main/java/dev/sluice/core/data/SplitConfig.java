package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.List;

/** Shares of the data for validation and test; the rest is for training. */
public record SplitConfig(
        @Description("Share of the inputs kept for validation after each epoch")
        @Default("0.1")
        @Range(min = 0, below = 1)
        double validation,

        @Description("Share of the inputs kept for the final test") @Default("0.1") @Range(min = 0, below = 1)
        double test,

        @Description("Another number divides the data another way") @Default("0")
        long salt,

        @Description(
                "Whether the validation part is trained on as well: nothing is validated then, and the last epoch's"
                        + " weights are the best")
        @Default("false")
        boolean merge) {
    /** Checks that something is left for training. */
    public SplitConfig {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException(
                    "validation and test must be shares of at least 0 that leave something for training, but were "
                            + validation + " and " + test);
        }
    }

    /** Shares whose parts are kept apart. */
    public SplitConfig(double validation, double test, long salt) {
        this(validation, test, salt, false);
    }

    /** A tenth for validation, a tenth for the test. */
    public static SplitConfig defaults() {
        return new SplitConfig(0.1, 0.1, 0, false);
    }

    /**
     * Divides examples by a hash of their inputs: equal inputs are always on the same side, whatever else is in the data and in
     * whatever order. Where the source says which part an example belongs to, it goes there.
     *
     * @param text tells which texts are the same input: spellings that become one sequence must not be on two sides
     */
    public Split divide(List<Example> examples, TextConfig text) {
        Example.Part[] parts = new Example.Part[examples.size()];
        Arrays.setAll(parts, i -> part(examples.get(i), text));
        return new Split(
                Picked.where(
                        examples,
                        i -> parts[i] == Example.Part.TRAINING || (merge && parts[i] == Example.Part.VALIDATION)),
                Picked.where(examples, i -> !merge && parts[i] == Example.Part.VALIDATION),
                Picked.where(examples, i -> parts[i] == Example.Part.TEST));
    }

    private Example.Part part(Example example, TextConfig text) {
        if (example.part() != Example.Part.BY_HASH) {
            return example.part();
        }
        StringBuilder key = new StringBuilder();
        for (Sequence input : example.inputs().values()) {
            key.append(key.isEmpty() ? "" : "\n").append(key(input, text));
        }
        double position = HashSplit.position(key.toString(), salt);
        // The test comes first, so that another share for validation does not change it.
        if (position < test) {
            return Example.Part.TEST;
        }
        return position < test + validation ? Example.Part.VALIDATION : Example.Part.TRAINING;
    }

    private static String key(Sequence sequence, TextConfig config) {
        return switch (sequence) {
            case Sequence.Text text -> config.canonical(text.text());
            case Sequence.Symbols cut -> config.canonical(String.join(" ", cut.symbols()));
            case Sequence.Series series ->
                digits(series.values(), series.values().toString());
            case Sequence.Static fixed ->
                digits(fixed.values(), "[" + fixed.values().columns() + "]");
        };
    }

    /** Rounded to float32: what a model cannot tell apart must not be on two sides. */
    private static String digits(Matrix values, String shape) {
        StringBuilder digits = new StringBuilder(shape);
        for (double value : values.array()) {
            digits.append(' ').append(Integer.toHexString(Float.floatToIntBits((float) value)));
        }
        return digits.toString();
    }
}
