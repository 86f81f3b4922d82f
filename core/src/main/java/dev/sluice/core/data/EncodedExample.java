package dev.sluice.core.data;

import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * An example encoded as tensors.
 *
 * @param inputs of the model
 * @param targets by name: {@code [C]}, or {@code [T, C]} for one at each step. Not modified.
 * @param weights of targets that are not all judged alike, by name: {@code [1]}, or {@code [T, 1]}. Not modified.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record EncodedExample(EncodedInputs inputs, Tensors targets, Tensors weights) {
    /** An example whose targets all have the same weight. */
    public EncodedExample(EncodedInputs inputs, Tensors targets) {
        this(inputs, targets, Tensors.of());
    }

    /** An example with one input, token ids {@code [T]} or features {@code [T, F]}, and one target. */
    public EncodedExample(Tensor input, Tensor target) {
        this(
                new EncodedInputs(
                        Tensors.of(input.shape().rank() == 1 ? Batch.TOKENS : Batch.FEATURES, input),
                        Tensors.of(),
                        Map.of(Network.LENGTHS, input.shape().size(0))),
                Tensors.of(Example.TARGET, target));
    }

    /** The number of steps of the longest input, {@code T}. */
    public int length() {
        return inputs.length();
    }
}
