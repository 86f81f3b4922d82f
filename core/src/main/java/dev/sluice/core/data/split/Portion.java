package dev.sluice.core.data.split;

import dev.sluice.core.data.Example;

/**
 * The steps of an example that belong to one part of the data. Its labels may only come from these; what stands before them is past, which
 * may be looked back at.
 *
 * <pre>
 *   step      0          from        to            steps
 *             | past     | own       | future       |
 *             | readable | readable, | never seen   |
 *             |          | labels    |              |
 * </pre>
 *
 * @param example with all its steps, those after {@code to} too
 * @param from first step of its own
 * @param to step after the last of its own
 */
public record Portion(Example example, int from, int to) {
    /** Checks the order. */
    public Portion {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "a portion's steps must be from 0 on and in order, but are " + from + " to " + to);
        }
    }

    /** A whole example. */
    public static Portion of(Example example) {
        return new Portion(example, 0, example.steps());
    }

    /** Returns whether the whole example belongs to the part. */
    public boolean isWhole() {
        return from == 0 && to == example.steps();
    }

    /** An example of the own steps alone. */
    public Example own() {
        return isWhole() ? example : example.steps(from, to);
    }

    /** An example of the past and the own steps: the future is cut off. */
    public Example withPast() {
        return to == example.steps() ? example : example.steps(0, to);
    }
}
