package dev.sluice.core.train.schedule;

import org.apiguardian.api.API;

/** The course of the learning rate over a training. An immutable recipe; {@link #start} makes the state of one training. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Schedule {
    /**
     * Starts a training.
     *
     * @param totalSteps planned updates of the whole training
     * @param stepsPerEpoch updates in an epoch
     */
    Run start(long totalSteps, long stepsPerEpoch);

    /** One training's schedule. */
    interface Run {
        /** The factor of the learning rate in a step, counted from 1. */
        double scale(long step);

        /**
         * Receives the validation loss after each epoch, for schedules that react to it. A training continued from a
         * checkpoint repeats those of past epochs and does not ask for the scale of past steps.
         */
        default void epochEnded(double validationLoss) {}
    }
}
