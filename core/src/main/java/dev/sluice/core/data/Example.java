package dev.sluice.core.data;

import dev.sluice.core.error.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * One example: the inputs that a model reads together, and the targets that it should predict.
 *
 * @param name in the data, such as the id of a series; may be empty
 * @param inputs by name; a source with one of each kind calls them {@link #nameOf}
 * @param targets by name; a source with one calls it {@link #TARGET}
 * @param origin place that it was read from, for messages
 * @param part that the source puts it in
 * @param group of examples that must be on one side of a split, such as a person; empty if there is none
 * @param weight in the loss, at least 0
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Example(
        String name,
        Map<String, Sequence> inputs,
        Map<String, Target> targets,
        Origin origin,
        Part part,
        String group,
        double weight) {
    /** The name of the target if there is only one. */
    public static final String TARGET = "outputs";

    private static final int QUOTED = 40;

    /** The part of the data that an example belongs to. */
    public enum Part {
        /** The hash of its inputs decides. */
        BY_HASH,
        /** For training. */
        TRAINING,
        /** For validation. */
        VALIDATION,
        /** For the test. */
        TEST
    }

    /** Copies the maps, keeping their order, and checks the weight. */
    public Example {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new DataException("the weight of an example must be 0 or more, but is " + weight
                    + (origin.isKnown() ? " (" + origin + ")" : ""));
        }
    }

    /** An example without a group, of weight 1. */
    public Example(String name, Map<String, Sequence> inputs, Map<String, Target> targets, Origin origin, Part part) {
        this(name, inputs, targets, origin, part, "", 1);
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
            case Sequence.Categories categories -> "categories";
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

    /** The number of steps of its targets, or else of the first input that has steps; 0 if neither has any. */
    public int steps() {
        for (Target target : targets.values()) {
            if (target instanceof Target.Steps several) {
                return several.steps().size();
            }
        }
        for (Sequence input : inputs.values()) {
            switch (input) {
                case Sequence.Series series -> {
                    return series.steps();
                }
                case Sequence.Symbols symbols -> {
                    return symbols.symbols().size();
                }
                case Sequence.Categories categories -> {
                    if (categories.perStep()) {
                        return categories.values().size();
                    }
                }
                case Sequence.Text text -> {}
                case Sequence.Static fixed -> {}
            }
        }
        return 0;
    }

    /**
     * An example of some steps of this one; what holds for all steps stays.
     *
     * @param from first step
     * @param to step after the last
     * @throws DataException if its inputs and targets do not have equally many steps
     */
    public Example steps(int from, int to) {
        int steps = steps();
        Map<String, Sequence> cutInputs = new LinkedHashMap<>();
        inputs.forEach((input, sequence) -> cutInputs.put(
                input,
                switch (sequence) {
                    case Sequence.Series series -> {
                        requireSteps(input, series.steps(), steps);
                        yield series.steps(from, to);
                    }
                    case Sequence.Symbols symbols -> {
                        requireSteps(input, symbols.symbols().size(), steps);
                        yield new Sequence.Symbols(symbols.symbols().subList(from, to));
                    }
                    case Sequence.Text text ->
                        throw new DataException("the text '" + input + "' of " + origin
                                + " has no steps to cut; divide the data by" + " hash, group or order (data.split.by)");
                    case Sequence.Categories categories -> {
                        if (!categories.perStep()) {
                            yield categories;
                        }
                        requireSteps(input, categories.values().size(), steps);
                        yield new Sequence.Categories(categories.values().subList(from, to), true);
                    }
                    case Sequence.Static fixed -> fixed;
                }));
        Map<String, Target> cutTargets = new LinkedHashMap<>();
        targets.forEach((target, value) -> {
            if (value instanceof Target.Steps several) {
                requireSteps(target, several.steps().size(), steps);
                cutTargets.put(target, several.cut(from, to));
            } else {
                cutTargets.put(target, value);
            }
        });
        return new Example(name, cutInputs, cutTargets, origin.from(from), part, group, weight);
    }

    /** A copy with other inputs and targets. */
    public Example with(Map<String, Sequence> otherInputs, Map<String, Target> otherTargets) {
        return new Example(name, otherInputs, otherTargets, origin, part, group, weight);
    }

    /** A copy without targets. */
    public Example withoutTargets() {
        return with(inputs, Map.of());
    }

    /** A copy in the given part of the data. */
    public Example inPart(Part other) {
        return new Example(name, inputs, targets, origin, other, group, weight);
    }

    /** A copy with another origin. */
    @API(status = API.Status.INTERNAL)
    public Example at(Origin other) {
        return new Example(name, inputs, targets, other, part, group, weight);
    }

    /** A copy in the given group. */
    public Example ofGroup(String other) {
        return new Example(name, inputs, targets, origin, part, other, weight);
    }

    /** A copy with another weight in the loss. */
    public Example weighing(double other) {
        return new Example(name, inputs, targets, origin, part, group, other);
    }

    private void requireSteps(String of, int has, int steps) {
        if (has != steps) {
            throw new DataException(
                    "inputs and targets of a series that is cut must have equally many steps, but '" + of
                            + "' has " + has + " and another " + steps + (origin.isKnown() ? " (" + origin + ")" : "")
                            + "; divide the data by hash, group or order (data.split.by)");
        }
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
                    case Sequence.Categories categories -> "";
                };
    }

    private static String beginning(String text) {
        return Printable.word(
                text.codePoints().limit(QUOTED).mapToObj(Character::toString).collect(Collectors.joining()));
    }
}
