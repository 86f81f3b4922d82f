package dev.sluice.core.data.table;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.List;

/** The columns of one input; exactly one of the keys. */
public record TableInput(
        @Description("Column with a text; if a series has several rows, the same in all of them") @Default("''")
        String text,

        @Description("Column with one symbol of a text in each row, such as a word of a sentence") @Default("''")
        String tokens,

        @Description("Columns with the numbers of a step; empty where missing") @Default("[]")
        List<String> features,

        @Description("Columns with numbers that apply to the whole series; empty where missing") @Default("[]")
        List<String> staticFeatures) {
    /** Copies the lists and checks that there is one kind of columns. */
    public TableInput {
        features = List.copyOf(features);
        staticFeatures = List.copyOf(staticFeatures);
        int kinds = (text.isEmpty() ? 0 : 1)
                + (tokens.isEmpty() ? 0 : 1)
                + (features.isEmpty() ? 0 : 1)
                + (staticFeatures.isEmpty() ? 0 : 1);
        if (kinds != 1) {
            throw new IllegalArgumentException(
                    "an input has text, tokens, features or static_features, but this one has "
                            + (kinds == 0 ? "none of them" : kinds + " of them; give each an input of its own"));
        }
    }

    /** The names of its columns, in order. */
    List<String> columns() {
        if (!features.isEmpty()) {
            return features;
        }
        return staticFeatures.isEmpty() ? List.of(text.isEmpty() ? tokens : text) : staticFeatures;
    }

    /** Returns whether it takes a row for each step. */
    boolean hasSteps() {
        return !tokens.isEmpty() || !features.isEmpty();
    }
}
