package dev.sluice.tuning.pruner;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;

/** Stops a trial whose first objective leaves an interval. Values that are unknown at a step are ignored. */
public final class ThresholdPruner implements Pruner {
    private final Options options;

    /** The pruner with the given options. */
    public ThresholdPruner(Options options) {
        this.options = options;
    }

    /** Options of {@code threshold}. */
    public record Options(
            @Description("Lower bound: a trial with a smaller value is stopped, in the first objective's unit")
            @Default("-1e308")
            double least,

            @Description("Upper bound: a trial with a larger value is stopped, in the first objective's unit")
            @Default("1e308")
            double most,

            @Description("Steps before which no trial is stopped") @Default("0") @Range(min = 0)
            int warmupSteps) {
        /** Checks the numbers. */
        public Options {
            if (!(least <= most) || warmupSteps < 0) {
                throw new IllegalArgumentException("threshold needs a least value that does not exceed the most, and"
                        + " warmup_steps of at least 0, but has " + least + ", " + most + " and " + warmupSteps);
            }
        }
    }

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        double value = trial.measurements().getLast().values().getFirst();
        return trial.lastStep() > options.warmupSteps() && (value < options.least() || value > options.most());
    }
}
