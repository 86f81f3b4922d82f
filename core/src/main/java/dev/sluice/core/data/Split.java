package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples divided by a hash of their inputs: equal inputs are always on the same side, whatever else is in the data and
 * in whatever order. Where the source says which part an example belongs to, it goes there. Each part keeps the order of
 * the data.
 */
public record Split(List<Example> training, List<Example> validation, List<Example> test) {
    /** Copies the lists. */
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * Divides examples.
     *
     * @param text tells which texts are the same input: spellings that become one sequence must not be on two sides
     */
    public static Split of(List<Example> examples, SplitConfig config, TextConfig text) {
        List<Example> training = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        List<Example> test = new ArrayList<>();
        for (Example example : examples) {
            switch (part(example, config, text)) {
                case TEST -> test.add(example);
                case VALIDATION -> (config.merge() ? training : validation).add(example);
                default -> training.add(example);
            }
        }
        return new Split(training, validation, test);
    }

    private static Example.Part part(Example example, SplitConfig config, TextConfig text) {
        if (example.part() != Example.Part.BY_HASH) {
            return example.part();
        }
        StringBuilder key = new StringBuilder();
        for (Sequence input : example.inputs().values()) {
            key.append(key.isEmpty() ? "" : "\n").append(key(input, text));
        }
        double position = HashSplit.position(key.toString(), config.salt());
        // The test comes first, so that another share for validation does not change it.
        if (position < config.test()) {
            return Example.Part.TEST;
        }
        return position < config.test() + config.validation() ? Example.Part.VALIDATION : Example.Part.TRAINING;
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
