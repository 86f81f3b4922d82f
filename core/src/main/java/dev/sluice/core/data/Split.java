package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples divided by a hash of their input: equal inputs are always on the same side, whatever else is in the data and
 * in whatever order. Each part keeps the order of the data.
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
            double position = HashSplit.position(key(example.sequence(), text), config.salt());
            // The test comes first, so that another share for validation does not change it.
            if (position < config.test()) {
                test.add(example);
            } else if (position < config.test() + config.validation()) {
                validation.add(example);
            } else {
                training.add(example);
            }
        }
        return new Split(training, validation, test);
    }

    private static String key(Sequence sequence, TextConfig config) {
        return switch (sequence) {
            case Sequence.Text text -> config.canonical(text.text());
            case Sequence.Series series -> digits(series.values());
        };
    }

    private static String digits(Tensor values) {
        StringBuilder digits = new StringBuilder(values.shape().toString());
        for (float value : values.array()) {
            digits.append(' ').append(Integer.toHexString(Float.floatToIntBits(value)));
        }
        return digits.toString();
    }
}
