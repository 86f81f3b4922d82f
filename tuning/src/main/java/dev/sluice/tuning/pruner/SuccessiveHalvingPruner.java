package dev.sluice.tuning.pruner;

import dev.sluice.core.search.Job;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Successive halving: trials form groups of {@code η} to the power of the number of promotions, and the best {@code 1/η} of a
 * group are promoted to the next rung once the whole group has finished its rung, until one trial completes. While a group
 * waits, the next one starts. A last group that the limit on trials cuts short is halved like the others.
 */
public final class SuccessiveHalvingPruner implements Pruner {
    private final AshaPruner.Options options;

    /** The pruner with the given options. */
    public SuccessiveHalvingPruner(AshaPruner.Options options) {
        this.options = options;
    }

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        return false;
    }

    @Override
    public Job next(SearchHistory history) {
        Rungs rungs = Rungs.from(
                options.firstSteps(), options.reduction(), history.limits().steps());
        int size = (int) Math.min(
                Integer.MAX_VALUE,
                Math.round(StrictMath.pow(options.reduction(), rungs.steps().size() - 1)));
        for (int first = 0; first < history.next(); first += size) {
            int end = Math.min(first + size, history.next());
            boolean isFull = end == first + size || !history.mayStart();
            Optional<Job> promotion =
                    isFull ? promotion(rungs, history.trials().subList(first, end), history) : Optional.empty();
            if (promotion.isPresent()) {
                return promotion.get();
            }
            if (first > Integer.MAX_VALUE - size) {
                break;
            }
        }
        return history.mayStart() ? new Job.Start(rungs.first()) : rungs.end(history);
    }

    private Optional<Job> promotion(Rungs rungs, List<Trial> group, SearchHistory history) {
        List<Trial> climbing = group;
        for (int rung = 0; rung < rungs.steps().size() - 1; rung++) {
            List<Trial> finished = rungs.finished(rung, climbing, history);
            if (finished.size() < climbing.size()) {
                return Optional.empty();
            }
            // A short group still promotes one trial.
            climbing = new ArrayList<>(finished.subList(0, Math.max(1, finished.size() / options.reduction())));
            Optional<Job> promotion = rungs.promotion(rung, climbing);
            if (promotion.isPresent()) {
                return promotion;
            }
        }
        return Optional.empty();
    }
}
