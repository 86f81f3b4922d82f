package dev.sluice.core.train.schedule;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** The learning rate falls by a factor every few epochs: {@code factor^⌊epoch / every⌋}, epochs from 0. */
public final class StepSchedule implements Schedule {
    private final Options options;

    /** The schedule with the given options. */
    public StepSchedule(Options options) {
        this.options = options;
    }

    /** Options of {@code step}. */
    public record Options(
            @Description("Epochs between two changes") @Default("10") @Range(min = 1)
            int every,

            @Description("What the learning rate is multiplied by at each change")
            @Default("0.1")
            @Range(above = 0, max = 1)
            double factor) {
        /** Checks the numbers. */
        public Options {
            if (every < 1 || !(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("every must be at least 1 and factor over 0 and at most 1, but were "
                        + every + " and " + factor);
            }
        }
    }

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        return step -> {
            long epoch = (step - 1) / stepsPerEpoch;
            long changes = epoch / options.every();
            return StrictMath.pow(options.factor(), (double) changes);
        };
    }
}
