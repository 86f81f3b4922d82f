package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Span;
import dev.sluice.core.data.Target;
import dev.sluice.core.error.Suggestions;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An example for each row of some arrays, made when it is asked for: its numbers stay in the arrays. Safe for several threads. */
final class NumpyExamples extends AbstractList<Example> implements RandomAccess {
    private final Map<String, PaddedRows> inputs;
    private final Map<String, NumpyTargets> targets;
    private final @Nullable NumpyArray parts;
    private final @Nullable NumpyArray groups;
    private final @Nullable NumpyArray weights;
    private final NumpyArray first;

    /**
     * Examples of arrays with equally many rows.
     *
     * @param inputs by name, at least one
     */
    NumpyExamples(
            Map<String, PaddedRows> inputs,
            Map<String, NumpyTargets> targets,
            @Nullable NumpyArray parts,
            @Nullable NumpyArray groups,
            @Nullable NumpyArray weights) {
        this.inputs = inputs;
        this.targets = targets;
        this.parts = parts;
        this.groups = groups;
        this.weights = weights;
        first = inputs.values().iterator().next().array();
    }

    /**
     * Makes each example once.
     *
     * @throws DataException for the first that is not right
     */
    void check() {
        for (int row = 0; row < size(); row++) {
            Example example = get(row);
            for (Target target : example.targets().values()) {
                if (target instanceof Target.Steps steps) {
                    steps.steps().forEach(step -> {});
                    steps.weights().forEach(weight -> {});
                }
            }
        }
        inputs.values().forEach(PaddedRows::check);
    }

    /** The steps that are padding. */
    long padding() {
        long padding = 0;
        for (PaddedRows input : inputs.values()) {
            for (int row = 0; row < size() && input.hasSteps(); row++) {
                padding += input.steps() - input.span(row).length();
            }
        }
        return padding;
    }

    @Override
    public int size() {
        return first.size(0);
    }

    @Override
    public Example get(int row) {
        Map<String, Sequence> sequences = new LinkedHashMap<>();
        Span span = null;
        int steps = 0;
        for (Map.Entry<String, PaddedRows> input : inputs.entrySet()) {
            PaddedRows rows = input.getValue();
            Span here = rows.span(row);
            if (span == null && rows.hasSteps()) {
                span = here;
                steps = rows.steps();
            }
            sequences.put(input.getKey(), rows.sequence(row, here));
        }
        Map<String, Target> made = new LinkedHashMap<>();
        for (Map.Entry<String, NumpyTargets> target : targets.entrySet()) {
            made.put(target.getKey(), weighed(target.getValue().target(row, span, steps), row, span, steps));
        }
        return new Example(
                Integer.toString(row),
                sequences,
                made,
                Origin.row(first.name(), row),
                parts == null ? Example.Part.BY_HASH : part(parts, row),
                groups == null ? "" : groups.word(row),
                weights == null || weights.rank() > 1 ? 1 : weight(weights, row));
    }

    private Target weighed(Target target, int row, @Nullable Span span, int steps) {
        if (weights == null || weights.rank() == 1) {
            return target;
        }
        if (!(target instanceof Target.Steps of) || span == null || weights.rank() != 2 || weights.size(1) != steps) {
            throw new DataException(weights + " must have a weight for each example, or, where every target is of a step"
                    + " (per_step), for each of the " + steps + " steps of the inputs, with their padding");
        }
        NumpyArray all = weights;
        int first = row * steps + span.from();
        return new Target.Steps(of.steps(), new Elements<>(span.length(), step -> weight(all, first + step)));
    }

    private static double weight(NumpyArray weights, int place) {
        double weight = weights.number(place);
        if (!(weight >= 0)) {
            throw new DataException(
                    weights + ": a weight must be 0 or more, but element " + place + " is " + weight);
        }
        return weight;
    }

    private static Example.Part part(NumpyArray parts, int row) {
        String word = parts.word(row);
        List<String> known = List.of("training", "validation", "test");
        return switch (known.indexOf(word)) {
            case 0 -> Example.Part.TRAINING;
            case 1 -> Example.Part.VALIDATION;
            case 2 -> Example.Part.TEST;
            default -> {
                if (word.isEmpty()) {
                    yield Example.Part.BY_HASH;
                }
                throw new DataException(parts.name() + ", row " + row + ": must be one of " + String.join(", ", known)
                        + " or empty, but was '" + word + "'" + Suggestions.question(word, known));
            }
        };
    }
}
