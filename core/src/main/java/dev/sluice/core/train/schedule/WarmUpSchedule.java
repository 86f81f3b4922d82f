package dev.sluice.core.train.schedule;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/**
 * The learning rate rises evenly to its full value, {@code step / steps}, and then follows another schedule (Goyal et al.,
 * 2017). The other schedule counts from the end of the rise.
 */
public final class WarmUpSchedule implements Schedule {
    private final long steps;
    private final Schedule after;

    /**
     * A warm-up before any schedule.
     *
     * @param steps of the rise
     */
    public WarmUpSchedule(long steps, Schedule after) {
        if (steps < 1) {
            throw new IllegalArgumentException("a warm-up needs at least 1 step, but was given " + steps);
        }
        this.steps = steps;
        this.after = after;
    }

    /** A warm-up from an experiment's options. */
    public WarmUpSchedule(Options options) {
        this(
                OptionRecords.checked(options).steps(),
                switch (options.after()) {
                    case CONSTANT -> new ConstantSchedule();
                    case COSINE -> new CosineSchedule(CosineSchedule.Options.defaults());
                });
    }

    /** Options of {@code warm-up}. */
    public record Options(
            @Description("Updates over which the learning rate rises to its full value") @Default("100") @Range(min = 1)
            int steps,

            @Description("Schedule of the learning rate afterwards") @Default("cosine")
            After after) {}

    /** The schedule after the rise. */
    public enum After {
        /** The full learning rate to the end. */
        CONSTANT,
        /** Half a cosine down to 0 at the end. */
        COSINE
    }

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        Run rest = after.start(Math.max(1, totalSteps - steps), stepsPerEpoch);
        return new Run() {
            @Override
            public double scale(long step) {
                return step <= steps ? step / (double) steps : rest.scale(step - steps);
            }

            @Override
            public void epochEnded(double validationLoss) {
                rest.epochEnded(validationLoss);
            }
        };
    }
}
