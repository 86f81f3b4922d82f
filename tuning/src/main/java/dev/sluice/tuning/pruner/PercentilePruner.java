package dev.sluice.tuning.pruner;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Stops a trial that does not rank among the best share of the trials that reached its step. {@link Standing} defines the
 * rank for one objective and for several.
 */
public final class PercentilePruner implements Pruner {
    private final Options options;

    /** The pruner with the given options. */
    public PercentilePruner(Options options) {
        this.options = options;
    }

    /** Options of {@code percentile}. */
    public record Options(
            @Description("Share of the trials at a step that continue") @Default("0.25") @Range(above = 0, max = 1)
            double kept,

            @Description("Trials that must have reached a step before any is stopped there")
            @Default("5")
            @Range(min = 1)
            int startingTrials,

            @Description("Steps before which no trial is stopped") @Default("0") @Range(min = 0)
            int warmupSteps,

            @Description("Number of steps between checks") @Default("1") @Range(min = 1)
            int every) {
        /** Checks the numbers. */
        public Options {
            if (!(kept > 0 && kept <= 1) || startingTrials < 1 || warmupSteps < 0 || every < 1) {
                throw new IllegalArgumentException(
                        "percentile needs a kept share above 0 and at most 1, starting_trials and"
                                + " every of at least 1 and warmup_steps of at least 0, but has " + kept + ", "
                                + startingTrials + ", " + every + " and " + warmupSteps);
            }
        }
    }

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        int step = trial.lastStep();
        if (step <= options.warmupSteps() || (step - options.warmupSteps()) % options.every() != 0) {
            return false;
        }
        Standing standing = new Standing(history);
        List<List<Double>> others = history.trials().stream()
                .filter(other -> other.number() != trial.number())
                .map(other -> standing.losses(other, step))
                .flatMap(Optional::stream)
                .toList();
        return others.size() >= options.startingTrials()
                && Standing.place(standing.losses(trial, step).orElseThrow(), others) > options.kept() * others.size();
    }
}
