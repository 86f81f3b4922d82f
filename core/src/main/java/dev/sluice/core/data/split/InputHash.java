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
        HashSplit.Key key = new HashSplit.Key(config.salt());
        for (Sequence input : example.inputs().values()) {
            key.add(key.isEmpty() ? "" : "\n");
            add(key, input);
        }
        return key.position();
    }

    private void add(HashSplit.Key key, Sequence sequence) {
        switch (sequence) {
            case Sequence.Text whole -> key.add(text.canonical(whole.text()));
            case Sequence.Symbols cut -> key.add(text.canonical(String.join(" ", cut.symbols())));
            case Sequence.Categories categories -> key.add(String.join("\t", categories.values()));
            case Sequence.Series series -> digits(key.add(series.values().toString()), series.values());
            case Sequence.Static fixed -> digits(key.add("[" + fixed.values().columns() + "]"), fixed.values());
        }
    }

    /** Rounded to float32: what a model cannot tell apart must not be on two sides. */
    private static void digits(HashSplit.Key key, Matrix values) {
        for (Matrix block : values.blocks()) {
            for (double value : block.array()) {
                key.add(" " + Integer.toHexString(Float.floatToIntBits((float) value)));
            }
        }
    }
}
