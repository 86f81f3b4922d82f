package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import java.util.Map;

/**
 * Changes parameters by their gradients. The immutable recipe; {@link #start} makes the state of one training.
 */
@FunctionalInterface
public interface Optimizer {
    /** Begins a training with fresh state. */
    Run start();

    /** One training's state. Called from one thread, once for each parameter and step, in a fixed order. */
    interface Run {
        /**
         * Updates one parameter.
         *
         * @param name of the parameter, the key of its state
         * @param parameter modified
         * @param gradient of the loss. Not modified.
         * @param scale what the schedule multiplies the learning rate by in this step
         * @param step from 1
         */
        void update(String name, Tensor parameter, Tensor gradient, double scale, long step);

        /** The live state tensors by {@code <parameter>.<slot>}, for checkpoints. */
        Map<String, Tensor> state();
    }
}
