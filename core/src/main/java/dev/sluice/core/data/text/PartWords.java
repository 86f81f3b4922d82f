package dev.sluice.core.data.text;

import dev.sluice.core.data.Example;
import java.util.Optional;

/** The words by which data sets name their parts. */
final class PartWords {
    /** The usual words, for messages. */
    static final String KNOWN = "train, training, valid, validation, val, dev, test";

    private PartWords() {}

    /** The part that a word names; empty if it is none of the usual ones. */
    static Optional<Example.Part> of(String word) {
        return switch (word) {
            case "train", "training" -> Optional.of(Example.Part.TRAINING);
            case "valid", "validation", "val", "dev" -> Optional.of(Example.Part.VALIDATION);
            case "test" -> Optional.of(Example.Part.TEST);
            default -> Optional.empty();
        };
    }
}
