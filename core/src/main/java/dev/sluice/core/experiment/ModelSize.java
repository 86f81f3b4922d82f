package dev.sluice.core.experiment;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Scores;
import java.util.List;

/**
 * The size of a model, and the figures of larger models that it was made from.
 *
 * @param parameters numbers in its weights
 * @param zeros the number of weights that are zero
 * @param originals on the same test part
 */
record ModelSize(long parameters, long zeros, List<Original> originals) {
    /** A model that another one is a smaller form of. */
    record Original(String name, long parameters, Scores test) {}

    static ModelSize of(Tensors weights, List<Original> originals) {
        return new ModelSize(weights.elements(), zeros(weights), List.copyOf(originals));
    }

    private static long zeros(Tensors weights) {
        long zeros = 0;
        for (Tensor value : weights.values()) {
            for (float number : value.array()) {
                zeros += number == 0 ? 1 : 0;
            }
        }
        return zeros;
    }
}
