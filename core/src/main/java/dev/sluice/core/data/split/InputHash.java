package dev.sluice.core.data.split;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.tensor.Matrix;

/** Gives equal inputs the same place: their hash. */
record InputHash(SplitConfig config, TextConfig text) {
    /** The part of an example. */
    Example.Part part(Example example) {
        return config.part(position(example));
    }

    /** The place of an example, from 0 to 1. */
    double position(Example example) {
        StringBuilder key = new StringBuilder();
        for (Sequence input : example.inputs().values()) {
            key.append(key.isEmpty() ? "" : "\n").append(key(input));
        }
        return HashSplit.position(key.toString(), config.salt());
    }

    private String key(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text whole -> text.canonical(whole.text());
            case Sequence.Symbols cut -> text.canonical(String.join(" ", cut.symbols()));
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
