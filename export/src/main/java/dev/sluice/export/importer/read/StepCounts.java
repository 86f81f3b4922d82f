package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.TimeConvolution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The number of steps of each sequence: convolutions and pooling with a stride or without padding return fewer steps than
 * they read, and values computed from their results have equally many.
 */
public final class StepCounts {
    private static final int MOST_STEPS = 1 << 16;

    private final Map<Expr, TimeConvolution> shortening = new HashMap<>();
    private final Map<Expr, List<TimeConvolution>> known = new HashMap<>();

    /** Records that a convolution's result has fewer steps than its input. */
    void note(Expr result, TimeConvolution convolution) {
        if (!convolution.keepsSteps()) {
            shortening.put(result, convolution);
        }
    }

    /** Records that a value has all steps again, with zeros for the lost ones. */
    void noteWhole(Expr result) {
        known.put(result, List.of());
    }

    /** The convolutions that shortened a value, first one first. */
    public List<TimeConvolution> of(Expr value) {
        Deque<Expr> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            Expr next = open.peek();
            if (known.containsKey(next)) {
                open.pop();
                continue;
            }
            List<Expr> unknown = next.operands().stream()
                    .filter(operand -> !known.containsKey(operand))
                    .toList();
            if (unknown.isEmpty()) {
                known.put(open.pop(), computed(next));
            } else {
                unknown.forEach(open::push);
            }
        }
        return known.getOrDefault(value, List.of());
    }

    private List<TimeConvolution> computed(Expr value) {
        boolean loop = value.results().size() > 1;
        if (!loop && !value.shape().axes().contains(Dim.TIME)) {
            return List.of();
        }
        List<TimeConvolution> longest = List.of();
        for (Expr operand : value.operands()) {
            List<TimeConvolution> own = known.getOrDefault(operand, List.of());
            longest = own.size() > longest.size() ? own : longest;
        }
        TimeConvolution here = shortening.get(value);
        if (here == null) {
            return longest;
        }
        List<TimeConvolution> more = new ArrayList<>(longest);
        more.add(here);
        return List.copyOf(more);
    }

    /** The number of steps of a value for sequences of {@code whole} steps. */
    public int of(Expr value, int whole) {
        int steps = whole;
        for (TimeConvolution convolution : of(value)) {
            steps = convolution.places(steps);
        }
        return steps;
    }

    /** The smallest number of steps that leaves every value at least one. */
    public int fewest() {
        int steps = 1;
        for (Expr value : List.copyOf(shortening.keySet())) {
            while (steps < MOST_STEPS && of(value, steps) < 1) {
                steps++;
            }
        }
        return steps;
    }

    /** The number of steps of each row of a value, from those of the file's sequences. */
    public Expr lengths(Expr value, Expr whole) {
        Expr lengths = whole;
        for (TimeConvolution convolution : of(value)) {
            lengths = convolution.lengths(lengths);
        }
        return lengths;
    }
}
