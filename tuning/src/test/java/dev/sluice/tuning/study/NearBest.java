package dev.sluice.tuning.study;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Looks near the best trial so far: any difference in what it is shown shows in what it suggests. */
@NullMarked
final class NearBest implements Sampler {
    @Override
    public Assignment suggest(SearchHistory history) {
        CounterRandom random = history.random("near-best");
        List<Trial> best = Best.of(history.trials(), history.objectives());
        if (best.isEmpty()) {
            return history.space().sample(random, 0);
        }
        double[] point = history.space().toUnit(best.getFirst().assignment());
        long pending = history.trials().stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Pending)
                .count();
        for (int i = 0; i < point.length; i++) {
            double center = Double.isNaN(point[i]) ? 0.5 : point[i];
            point[i] = Math.clamp(center + (random.real(i) - 0.5) * (0.3 + 0.1 * pending), 0, 1);
        }
        return history.space().fromUnit(point);
    }
}
