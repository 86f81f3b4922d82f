package dev.sluice.core.data.split;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;

/** Gives all examples of a group the same place: the hash of its name. */
record GroupHash(SplitConfig config) {
    Example.Part part(Example example) {
        if (example.group().isEmpty()) {
            throw new DataException("examples are divided by group (data.split.by), but one has none"
                    + (example.origin().isKnown() ? " (" + example.origin() + ")" : "")
                    + "; name the column that tells which group a row belongs to (group)");
        }
        return config.part(HashSplit.position(example.group(), config.salt()));
    }
}
