package dev.sluice.core.train;

import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The states of a batch's rows on their way from one piece of the batch to the next. Zeros at first. */
final class CarriedStates {
    private final Map<String, Tensor> states = new LinkedHashMap<>();

    /**
     * States for a fresh batch.
     *
     * @param network built with states as inputs and outputs
     * @param rows of the batch
     */
    CarriedStates(Network network, int rows) {
        network.states()
                .forEach((name, state) -> states.put(
                        name, Tensor.zeros(Shape.of(rows, state.shape().fixed(-1)))));
    }

    /** The values of a piece with the states that it begins with. */
    Map<String, Tensor> with(Map<String, Tensor> values) {
        Map<String, Tensor> all = new LinkedHashMap<>(values);
        states.forEach((name, state) -> all.put(InitialStates.PREFIX + name, state));
        return all;
    }

    /** Takes the states that a piece ended with. */
    void take(Map<String, Tensor> results) {
        // Copied: a plan's results are overwritten by its next run, which begins with these.
        states.replaceAll((name, before) -> Objects.requireNonNull(results.get(Network.NEXT_STATE_PREFIX + name))
                .copy());
    }
}
