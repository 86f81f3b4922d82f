package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;

/**
 * An example as numbers.
 *
 * @param input token ids {@code [T]} or features {@code [T, F]}. Not modified.
 * @param target {@code [C]}. Not modified.
 */
public record EncodedExample(Tensor input, Tensor target) {
    /** The number of steps, {@code T}. */
    public int length() {
        return input.shape().size(0);
    }
}
