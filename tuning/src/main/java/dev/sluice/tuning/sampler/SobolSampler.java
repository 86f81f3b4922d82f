package dev.sluice.tuning.sampler;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import java.util.List;

/** Follows a {@linkplain ScrambledSobol scrambled Sobol sequence}, which covers the space more evenly than random draws. */
public final class SobolSampler implements Sampler {
    @Override
    public Assignment suggest(SearchHistory history) {
        int place = history.next() + (int) history.allRejected().count();
        return history.space()
                .fromUnit(new ScrambledSobol(
                                history.space().dimensions().size(),
                                CounterRandom.of(history.seed(), "search/sobol", 0))
                        .point(place));
    }

    @Override
    public List<String> problems(SearchSpace space, List<Objective> objectives) {
        int dimensions = space.dimensions().size();
        return dimensions <= ScrambledSobol.MOST_DIMENSIONS
                ? List.of()
                : List.of("the Sobol sequence has at most " + ScrambledSobol.MOST_DIMENSIONS
                        + " dimensions, but the space has " + dimensions);
    }
}
