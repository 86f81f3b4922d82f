package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;

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
    Run start(Tensors saved);

    /** Begins a training with fresh state. */
    default Run start() {
        return start(Tensors.of());
    }

    /**
     * Which update it is and what scales it for one parameter.
     *
     * @param number from 1
     * @param planned updates of the whole training, for what begins at a share of it; {@code Long.MAX_VALUE} if unknown
     * @param rate what the learning rate is multiplied by: the schedule's scale times the parameter's own
     * @param decay what the weight decay is multiplied by; 0 for a parameter that does not decay
     */
    record Step(long number, long planned, double rate, double decay) {
        /** An update at the full rate and decay in a training of unknown length. */
        public static Step of(long number) {
            return new Step(number, Long.MAX_VALUE, 1, 1);
        }
    }

    /** One training's state. Called from one thread, once for each parameter and step, in a fixed order. */
    interface Run {
        /**
         * Updates one parameter.
         *
         * @param name of the parameter, the key of its state
         * @param parameter modified
         * @param gradient of the loss. Not modified.
         */
        void update(String name, Tensor parameter, Tensor gradient, Step step);

        /** The same in a training of unknown length, with the learning rate multiplied by {@code scale}. */
        default void update(String name, Tensor parameter, Tensor gradient, double scale, long step) {
            update(name, parameter, gradient, new Step(step, Long.MAX_VALUE, scale, 1));
        }

        /**
         * The value to validate with and to keep: the parameter itself, or the average that an averaging optimizer makes
         * of its values over time.
         *
         * @param parameter as {@link #update} left it
         * @return {@code parameter} or a live tensor of the state. To be copied, not modified.
         */
        default Tensor evaluated(String name, Tensor parameter) {
            return parameter;
        }

        /** The live state tensors by {@code <parameter>.<slot>}, for checkpoints: all that a later update or value needs. */
        Tensors state();
    }
}
