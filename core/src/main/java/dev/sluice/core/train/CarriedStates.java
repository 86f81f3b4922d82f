package dev.sluice.core.train;

import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;

/** The states of a batch's rows between two pieces of the batch, or of a stream; zeros before the first piece. */
final class CarriedStates {
    private Tensors states;

    /**
     * States for a fresh batch.
     *
     * @param network built with states as inputs and outputs
     * @param rows of the batch
     */
    CarriedStates(Network network, int rows) {
        Tensors.Builder zeros = Tensors.builder();
        network.states()
                .forEach((name, state) -> zeros.put(
                        name, Tensor.zeros(Shape.of(rows, state.shape().fixed(-1)))));
        states = zeros.build();
    }

    /** States as they were taken before. */
    CarriedStates(Tensors states) {
        this.states = states;
    }

    /** The states by name. */
    Tensors states() {
        return states;
    }

    /** The values of a piece and, beside them, its initial states. */
    Tensors with(Tensors values) {
        return values.with(states.renamed(name -> InitialStates.PREFIX + name));
    }

    /** Stores the final states of a piece. */
    void take(Tensors results) {
        // Copied, because the plan's next run reads these and overwrites its results.
        states = Tensors.of(
                states.names(),
                name -> results.get(Network.NEXT_STATE_PREFIX + name).copy());
    }
}
