package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import java.util.Map;

/**
 * Changes parameters by their gradients. The immutable recipe; {@link #start} makes the state of one training.
 */
public interface Optimizer {
    /** The learning rate before a schedule scales it, for reports. */
    double learningRate();

    /**
     * Begins or continues a training.
     *
     * @param saved copies of {@link Run#state} at the step where training was left; empty for a fresh start. Not modified.
     */
    Run start(Map<String, Tensor> saved);

    /** Begins a training with fresh state. */
    default Run start() {
        return start(Map.of());
    }

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
