package dev.sluice.core.train;

import dev.sluice.core.error.Contributed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;

/** Weights that are NaN after an update. Gradients that are not finite never reach an optimizer, so they are its doing. */
final class NanWeights {
    private NanWeights() {}

    /** Which parameter became NaN by which optimizer, the rest of a clause; empty if none is. */
    static String blame(Tensors weights, Optimizer optimizer) {
        return weights.names().stream()
                .filter(name -> hasNan(weights.get(name)))
                .findFirst()
                .map(name -> ", since " + Contributed.describe(optimizer) + " made numbers of the parameter '" + name
                        + "' NaN in the update before, from a finite gradient: does it divide by 0, or take the root of a"
                        + " number below 0?")
                .orElse("");
    }

    private static boolean hasNan(Tensor weight) {
        for (float number : weight.array()) {
            if (Float.isNaN(number)) {
                return true;
            }
        }
        return false;
    }
}
