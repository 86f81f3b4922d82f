package dev.sluice.core.data.numpy;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.List;

/** The array of one input; exactly one of text, tokens, features and static_features. */
public record NumpyInput(
        @Description("Array of texts, [N]") @Default("''") String text,

        @Description("Array of symbols, [N, T]: whole numbers or texts") @Default("''")
        String tokens,

        @Description("Array of the numbers of each step, [N, T, F], or [N, T] for one; NaN where missing")
        @Default("''")
        String features,

        @Description("Array of numbers that apply to the whole example, [N, F], or [N] for one; NaN where missing")
        @Default("''")
        String staticFeatures,

        @Description("Array of the lengths of the rows without padding, [N]; by default, padding is recognized by its"
                + " value")
        @Default("''")
        String lengths) {
    /** Checks that there is one kind of array. */
    public NumpyInput {
        List<String> given = List.of(text, tokens, features, staticFeatures).stream()
                .filter(name -> !name.isEmpty())
                .toList();
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "an input has text, tokens, features or static_features, but this one has "
                            + (given.isEmpty()
                                    ? "none of them"
                                    : String.join(" and ", given) + "; give each an input of its own"));
        }
        if (!lengths.isEmpty() && tokens.isEmpty() && features.isEmpty()) {
            throw new IllegalArgumentException(
                    "lengths is for tokens and features, but this input has no steps; leave it out");
        }
    }

    /** Returns whether it has steps. */
    boolean hasSteps() {
        return !tokens.isEmpty() || !features.isEmpty();
    }

    /** The array. */
    String array() {
        return text + tokens + features + staticFeatures;
    }
}
