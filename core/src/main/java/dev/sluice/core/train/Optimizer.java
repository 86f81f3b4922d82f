package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import org.apiguardian.api.API;

/**
 * Updates parameters from their gradients. An immutable recipe; {@link #start} makes the state of one training.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface Optimizer {
    /** The learning rate before a schedule scales it, for reports. */
    double learningRate();

    /**
     * Starts or continues a training.
     *
     * @param saved copies of {@link Run#state} from the step at which training stopped; empty for a new training. Not modified.
     */
    Run start(Tensors saved);

    /** Starts a new training. */
    default Run start() {
        return start(Tensors.of());
    }

    /**
     * The number of an update and its scales for one parameter.
     *
     * @param number from 1
     * @param planned updates of the whole training, for methods that start at a share of it; {@code Long.MAX_VALUE} if unknown
     * @param rate factor of the learning rate: the schedule's scale times the parameter's own
     * @param decay factor of the weight decay; 0 for a parameter that does not decay
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
         * The value to validate and to keep: the parameter itself or, for an averaging optimizer, the average of its values
         * over time.
         *
         * @param parameter as {@link #update} left it
         * @return {@code parameter} or a live tensor of the state. To be copied, not modified.
         */
        default Tensor evaluated(String name, Tensor parameter) {
            return parameter;
        }

        /** The live state tensors by {@code <parameter>.<slot>}: everything that a checkpoint must hold for later updates. */
        Tensors state();
    }
}
