package dev.sluice.core.train.schedule;

/** How the learning rate changes in training. The immutable recipe; {@link #start} begins one training. */
@FunctionalInterface
public interface Schedule {
    /**
     * Begins a training.
     *
     * @param totalSteps planned updates of the whole training
     * @param stepsPerEpoch updates in an epoch
     */
    Run start(long totalSteps, long stepsPerEpoch);

    /** One training's schedule. */
    interface Run {
        /** What the learning rate is multiplied by in a step, counted from 1. */
        double scale(long step);

        /**
         * Hears the validation loss after each epoch, for schedules that react to it. A training that goes on from a
         * checkpoint tells those of past epochs again and asks for no scale of past steps.
         */
        default void epochEnded(double validationLoss) {}
    }
}
