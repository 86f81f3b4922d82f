package dev.sluice.core.train.schedule;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/** The learning rate falls by a factor after every epoch: {@code factor^epoch}, epochs from 0. */
public final class ExponentialSchedule implements Schedule {
    private final Options options;

    /** The schedule with the given options. */
    public ExponentialSchedule(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code exponential}. */
    public record Options(
            @Description("Factor for the learning rate after every epoch") @Default("0.95") @Range(above = 0, max = 1)
            double factor) {}

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        return step -> {
            long epoch = (step - 1) / stepsPerEpoch;
            return StrictMath.pow(options.factor(), (double) epoch);
        };
    }
}
