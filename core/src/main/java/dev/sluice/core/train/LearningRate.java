package dev.sluice.core.train;

import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.train.schedule.Schedule;

/** The learning rate of one training: the optimizer's, scaled by the schedule. */
final class LearningRate {
    private final double full;
    private final Schedule schedule;
    private final Schedule.Run run;

    /**
     * The rate at the start.
     *
     * @param planned updates of the whole training
     * @param batches updates of an epoch
     */
    LearningRate(TrainingConfig config, long planned, int batches) {
        full = config.optimizer().learningRate();
        if (!isRate(full)) {
            throw new BrokenPromiseException(
                    config.optimizer(),
                    "must have a learning rate that is finite and at least 0, but 'learningRate' gives " + full
                            + "; correct it, or its options");
        }
        schedule = config.schedule();
        run = schedule.start(Math.max(1, planned), batches);
    }

    /** The factor of the rate in a step, counted from 1. */
    double scale(long step) {
        double scale = run.scale(step);
        if (!isRate(scale)) {
            throw new BrokenPromiseException(
                    schedule,
                    "must scale the learning rate by a number that is finite and at least 0, but for step " + step
                            + " 'scale' gives " + scale + "; steps count from 1, up to the planned ones and beyond");
        }
        return scale;
    }

    /** The rate at a scale. */
    double at(double scale) {
        return full * scale;
    }

    /** Tells the schedule the loss of an epoch. */
    void epochEnded(double loss) {
        run.epochEnded(loss);
    }

    private static boolean isRate(double number) {
        return Double.isFinite(number) && number >= 0;
    }
}
