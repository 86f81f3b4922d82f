package dev.sluice.core.train.schedule;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/** The learning rate falls by a factor every few epochs: {@code factor^⌊epoch / every⌋}, epochs from 0. */
public final class StepSchedule implements Schedule {
    private final Options options;

    /** The schedule with the given options. */
    public StepSchedule(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code step}. */
    public record Options(
            @Description("Epochs between two changes") @Default("10") @Range(min = 1)
            int every,

            @Description("Factor for the learning rate at each change") @Default("0.1") @Range(above = 0, max = 1)
            double factor) {}

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        return step -> {
            long epoch = (step - 1) / stepsPerEpoch;
            long changes = epoch / options.every();
            return StrictMath.pow(options.factor(), (double) changes);
        };
    }
}
