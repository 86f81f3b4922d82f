package dev.sluice.core.train.schedule;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** The learning rate falls by a factor after every epoch: {@code factor^epoch}, epochs from 0. */
public final class ExponentialSchedule implements Schedule {
    private final Options options;

    /** The schedule with the given options. */
    public ExponentialSchedule(Options options) {
        this.options = options;
    }

    /** Options of {@code exponential}. */
    public record Options(
            @Description("What the learning rate is multiplied by after every epoch")
            @Default("0.95")
            @Range(above = 0, max = 1)
            double factor) {
        /** Checks the factor. */
        public Options {
            if (!(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("factor must be over 0 and at most 1, but was " + factor);
            }
        }
    }

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        return step -> {
            long epoch = (step - 1) / stepsPerEpoch;
            return StrictMath.pow(options.factor(), (double) epoch);
        };
    }
}
