package dev.sluice.core.train.schedule;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/**
 * The learning rate falls along half a cosine from its full value to a share of it at the end of training:
 * {@code m + (1 - m) (1 + cos(π (step - 1) / total)) / 2} (Loshchilov and Hutter, 2017, without restarts).
 */
public final class CosineSchedule implements Schedule {
    private final Options options;

    /** The schedule with the given options. */
    public CosineSchedule(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code cosine}. */
    public record Options(
            @Description("Final share of the learning rate") @Default("0") @Range(min = 0, max = 1)
            double minimum) {
        /** Down to nothing. */
        public static Options defaults() {
            return new Options(0);
        }
    }

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        double minimum = options.minimum();
        return step -> {
            double progress = Math.min(1, (step - 1) / (double) Math.max(1, totalSteps));
            // StrictMath: the same bits on every processor.
            return minimum + (1 - minimum) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
        };
    }
}
