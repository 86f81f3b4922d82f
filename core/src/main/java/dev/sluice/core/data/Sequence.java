package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;

/** The input of an example. */
public sealed interface Sequence {
    /** A text, still as characters. */
    record Text(String text) implements Sequence {}

    /**
     * A numeric series.
     *
     * @param values {@code [T, F]}, time first. Not modified.
     */
    record Series(Tensor values) implements Sequence {}
}
