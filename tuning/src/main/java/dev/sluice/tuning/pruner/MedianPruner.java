package dev.sluice.tuning.pruner;

import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;

/** Stops a trial that ranks below the median of the trials that reached its step. */
public final class MedianPruner implements Pruner {
    private final Pruner half;

    /** The pruner with the given options. */
    public MedianPruner(Options options) {
        half = new PercentilePruner(
                new PercentilePruner.Options(0.5, options.startingTrials(), options.warmupSteps(), options.every()));
    }

    /** Options of {@code median}. */
    @Citation("D. Golovin et al., Google Vizier: A Service for Black-Box Optimization, KDD 2017, section 3.2")
    public record Options(
            @Description("Trials that must have reached a step before any is stopped there")
            @Default("5")
            @Range(min = 1)
            int startingTrials,

            @Description("Steps before which no trial is stopped") @Default("0") @Range(min = 0)
            int warmupSteps,

            @Description("Number of steps between checks") @Default("1") @Range(min = 1)
            int every) {}

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        return half.stops(history, trial);
    }
}
