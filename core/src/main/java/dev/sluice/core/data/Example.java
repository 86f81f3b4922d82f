package dev.sluice.core.data;

import dev.sluice.core.error.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * One case to learn from: what a model reads together, and what it should predict.
 *
 * @param name in the data, such as the id of a series; may be empty
 * @param inputs by name; a source with one of each kind calls them {@link #nameOf}
 * @param targets by name; a source with one calls it {@link #TARGET}
 * @param origin place that it was read from, for messages
 * @param part that the source puts it in
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Example(
        String name, Map<String, Sequence> inputs, Map<String, Target> targets, Origin origin, Part part) {
    /** The name of the only target. */
    public static final String TARGET = "outputs";

    private static final int QUOTED = 40;

    /** The part of the data that an example belongs to. */
    public enum Part {
        /** The hash of its inputs decides. */
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

    /** Named inputs and targets. */
    public Example(Map<String, Sequence> inputs, Map<String, Target> targets) {
        this("", inputs, targets, Origin.unknown(), Part.BY_HASH);
    }

    /** One input and one target. */
    public Example(Sequence sequence, Target target) {
        this(Map.of(nameOf(sequence), sequence), Map.of(TARGET, target));
    }

    /** The name of an input that is the only one of its kind. */
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
     * The first target, for sources whose examples have one.
     *
     * @throws IllegalStateException if there is none
     */
    public Target target() {
        return targets.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the example has no target"));
    }

    /** The beginning of its only input, in parentheses, for messages; empty if it has several. */
    String quoted() {
        return inputs.size() != 1
                ? ""
                : switch (sequence()) {
                    case Sequence.Text text -> " ('" + beginning(text.text()) + "')";
                    case Sequence.Symbols symbols ->
                        " ('"
                                + beginning(
                                        symbols.symbols().stream().limit(QUOTED).collect(Collectors.joining(" ")))
                                + "')";
                    case Sequence.Series series -> " " + series.values();
                    case Sequence.Static fixed -> " " + fixed.values();
                };
    }

    private static String beginning(String text) {
        return Printable.word(
                text.codePoints().limit(QUOTED).mapToObj(Character::toString).collect(Collectors.joining()));
    }
}
