package dev.sluice.export.proof;

import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * A graph's results in float64 for one input. Their limits come from few samples of rounding, which may all miss a jump; so
 * before a file is called wrong, they are measured again with many. Mutable.
 */
public final class Meaning {
    private final Reference reference;
    private final Tensors inputs;
    private Map<String, Expected> results;
    private boolean isThorough;

    Meaning(Reference reference, Tensors inputs, Map<String, Expected> results) {
        this.reference = reference;
        this.inputs = inputs;
        this.results = results;
    }

    /**
     * Returns the results by output: with limits from many samples if those from few do not pass. Once a file has failed even so,
     * its other inputs are given few alone.
     *
     * @param passes whether a file is within the limits of an output
     */
    Map<String, Expected> confirmed(BiPredicate<String, Expected> passes) {
        if (!isThorough && reference.isPatient() && !all(passes)) {
            results = reference.runThoroughly(inputs);
            isThorough = true;
            if (!all(passes)) {
                reference.losePatience();
            }
        }
        return results;
    }

    private boolean all(BiPredicate<String, Expected> passes) {
        return results.entrySet().stream().allMatch(output -> passes.test(output.getKey(), output.getValue()));
    }
}
