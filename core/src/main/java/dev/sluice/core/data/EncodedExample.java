package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An example as numbers.
 *
 * @param inputs of the model
 * @param targets by name: {@code [C]}, or {@code [T, C]} for one at each step. Not modified.
 */
public record EncodedExample(EncodedInputs inputs, Map<String, Tensor> targets) {
    /** Copies the targets, keeping their order. */
    public EncodedExample {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /** An example with one input, token ids {@code [T]} or features {@code [T, F]}, and one target. */
    public EncodedExample(Tensor input, Tensor target) {
        this(
                new EncodedInputs(
                        Map.of(input.shape().rank() == 1 ? Batch.TOKENS : Batch.FEATURES, input),
                        Map.of(),
                        Map.of(Batch.LENGTHS, input.shape().size(0))),
                Map.of(Example.TARGET, target));
    }

    /** The number of steps of the longest input, {@code T}. */
    public int length() {
        return inputs.length();
    }
}
