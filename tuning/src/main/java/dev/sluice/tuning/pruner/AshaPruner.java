package dev.sluice.tuning.pruner;

import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Job;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Asynchronous successive halving: a paused trial is promoted to the next rung as soon as it ranks among the best {@code 1/η}
 * of those that finished its own, without waiting for a rung to be full. The highest rung with a promotable trial comes first;
 * if there is none, a new trial starts. At the end of a study the best paused trial is completed, if no other was.
 */
public final class AshaPruner implements Pruner {
    private final Options options;

    /** The pruner with the given options. */
    public AshaPruner(Options options) {
        this.options = options;
    }

    /** Options of {@code asha} and {@code successive-halving}. */
    @Citation({
        "L. Li, K. Jamieson, A. Rostamizadeh, E. Gonina, J. Ben-tzur, M. Hardt, B. Recht and A. Talwalkar, A System for Massively"
                + " Parallel Hyperparameter Tuning, MLSys 2020",
        "K. Jamieson and A. Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016"
    })
    public record Options(
            @Description("Steps of the first rung") @Default("1") @Range(min = 1)
            int firstSteps,

            @Description("Reduction factor: steps grow, and the number of trials shrinks, by it from rung to rung")
            @Default("3")
            @Range(min = 2)
            int reduction) {
        /** Checks the numbers. */
        public Options {
            if (firstSteps < 1 || reduction < 2) {
                throw new IllegalArgumentException(
                        "rungs need first_steps of at least 1 and a reduction of at least 2, but have " + firstSteps
                                + " and " + reduction);
            }
        }
    }

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        return false;
    }

    @Override
    public Job next(SearchHistory history) {
        Rungs rungs = Rungs.from(
                options.firstSteps(), options.reduction(), history.limits().steps());
        Optional<Job> promotion = promotion(rungs, options.reduction(), history.trials(), history);
        if (promotion.isPresent()) {
            return promotion.get();
        }
        return history.mayStart() ? new Job.Start(rungs.first()) : rungs.end(history);
    }

    static Optional<Job> promotion(Rungs rungs, int reduction, List<Trial> trials, SearchHistory history) {
        for (int rung = rungs.steps().size() - 2; rung >= 0; rung--) {
            List<Trial> finished = rungs.finished(rung, trials, history);
            Optional<Job> promotion = rungs.promotion(rung, finished.subList(0, finished.size() / reduction));
            if (promotion.isPresent()) {
                return promotion;
            }
        }
        return Optional.empty();
    }
}
