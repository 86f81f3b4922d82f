package dev.sluice.tuning.pruner;

import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Job;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hyperband: several ladders at once, from one with the most rungs to one without pruning, for objectives whose early values may
 * or may not predict the final ones. Trials are assigned to the ladders by number, in the paper's proportions; within a ladder
 * they are promoted as by {@link AshaPruner}.
 */
public final class HyperbandPruner implements Pruner {
    private final Options options;

    /** The pruner with the given options. */
    public HyperbandPruner(Options options) {
        this.options = options;
    }

    /** Options of {@code hyperband}. */
    @Citation({
        "L. Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh and A. Talwalkar, Hyperband: A Novel Bandit-Based Approach to"
                + " Hyperparameter Optimization, JMLR 18, 2018"
    })
    public record Options(
            @Description("Steps of the first rung in the bracket with the most rungs") @Default("1") @Range(min = 1)
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
        Rungs longest = Rungs.from(
                options.firstSteps(), options.reduction(), history.limits().steps());
        List<Rungs> ladders = ladders(longest);
        for (int ladder = 0; ladder < ladders.size(); ladder++) {
            int own = ladder;
            List<Trial> trials = history.trials().stream()
                    .filter(trial -> ladder(trial.number(), ladders.size()) == own)
                    .toList();
            Optional<Job> promotion = AshaPruner.promotion(ladders.get(ladder), options.reduction(), trials, history);
            if (promotion.isPresent()) {
                return promotion.get();
            }
        }
        return history.mayStart()
                ? new Job.Start(
                        ladders.get(ladder(history.next(), ladders.size())).first())
                : longest.end(history);
    }

    /** The ladders: the first has all rungs, each next one starts a rung higher. */
    private static List<Rungs> ladders(Rungs longest) {
        List<Rungs> ladders = new ArrayList<>();
        for (int skipped = 0; skipped < longest.steps().size(); skipped++) {
            ladders.add(
                    new Rungs(longest.steps().subList(skipped, longest.steps().size())));
        }
        return ladders;
    }

    /** The ladder of a trial. A ladder with {@code s} promotions gets {@code ⌈S/(s+1) η^s⌉} trials of each round, for S ladders. */
    private int ladder(int trial, int ladders) {
        long round = 0;
        for (int s = 0; s < ladders; s++) {
            round += share(s, ladders);
        }
        long place = trial % round;
        for (int ladder = 0; ladder < ladders; ladder++) {
            place -= share(ladders - 1 - ladder, ladders);
            if (place < 0) {
                return ladder;
            }
        }
        throw new IllegalStateException(
                "a place below the sum of all shares lies in one of them, but was " + trial % round);
    }

    private long share(int promotions, int ladders) {
        return (long) Math.ceil(ladders / (promotions + 1.0) * StrictMath.pow(options.reduction(), promotions));
    }
}
