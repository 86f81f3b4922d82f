package dev.sluice.core.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model reads together, and what is to be said of it.
 *
 * @param inputs by name; a source with one of each kind calls them {@link #nameOf}
 * @param targets the answers by name; a source with one calls it {@link #ANSWER}
 * @param origin for messages, for example {@code data.csv, line 7}; may be empty
 * @param part where it belongs if the source says so
 */
public record Example(Map<String, Sequence> inputs, Map<String, Target> targets, String origin, Part part) {
    /** The name of the only answer. */
    public static final String ANSWER = "outputs";

    /** Where an example belongs. */
    public enum Part {
        /** As the hash of its inputs decides. */
        BY_HASH,
        /** To be trained on. */
        TRAINING,
        /** For validation. */
        VALIDATION,
        /** For the test. */
        TEST
    }

    /** Copies the maps, keeping their order. */
    public Example {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /** Named inputs and answers. */
    public Example(Map<String, Sequence> inputs, Map<String, Target> targets) {
        this(inputs, targets, "", Part.BY_HASH);
    }

    /** One input and one answer. */
    public Example(Sequence sequence, Target target) {
        this(Map.of(nameOf(sequence), sequence), Map.of(ANSWER, target));
    }

    /** What an input is called that is the only one of its kind. */
    public static String nameOf(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text -> Batch.TOKENS;
            case Sequence.Symbols symbols -> Batch.TOKENS;
            case Sequence.Series series -> Batch.FEATURES;
            case Sequence.Static fixed -> Batch.STATIC;
        };
    }

    /**
     * The first input, for sources whose examples have one.
     *
     * @throws IllegalStateException if there is none
     */
    public Sequence sequence() {
        return inputs.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the example has no input"));
    }

    /**
     * The first answer, for sources whose examples have one.
     *
     * @throws IllegalStateException if there is none
     */
    public Target target() {
        return targets.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the example has no answer"));
    }
}
