package dev.sluice.core.train.schedule;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/** The learning rate falls by a factor when the validation loss has not improved for some epochs. */
public final class PlateauSchedule implements Schedule {
    private final Options options;

    /** The schedule with the given options. */
    public PlateauSchedule(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code plateau}. */
    public record Options(
            @Description("Factor for the learning rate") @Default("0.5") @Range(above = 0, below = 1)
            double factor,

            @Description("Epochs without improvement before the learning rate is reduced") @Default("2") @Range(min = 0)
            int patience,

            @Description("Relative improvement over the best loss that counts")
            @Default("0.0001")
            @Range(min = 0, below = 1)
            double threshold,

            @Description("Minimum share of the learning rate") @Default("0") @Range(min = 0, max = 1)
            double minimum) {}

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        return new Reaction(options);
    }

    private static final class Reaction implements Run {
        private final Options options;
        private double scale = 1;
        private double best = Double.POSITIVE_INFINITY;
        private int waited;

        Reaction(Options options) {
            this.options = options;
        }

        @Override
        public double scale(long step) {
            return scale;
        }

        @Override
        public void epochEnded(double validationLoss) {
            if (best == Double.POSITIVE_INFINITY || validationLoss < best - Math.abs(best) * options.threshold()) {
                best = validationLoss;
                waited = 0;
            } else if (++waited > options.patience()) {
                scale = Math.max(options.minimum(), scale * options.factor());
                waited = 0;
            }
        }
    }
}
