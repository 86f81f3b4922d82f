package dev.sluice.tuning.sampler;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;

/** Draws each assignment from the uniform distribution over the space, independently of earlier trials. */
public final class RandomSampler implements Sampler {
    @Override
    public Assignment suggest(SearchHistory history) {
        return history.space().sample(history.random("random"), 0);
    }
}
