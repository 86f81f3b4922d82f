package dev.sluice.tuning.evolution;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;

/** NSGA-II: a genetic search for several objectives at once, which spreads trials along the Pareto front. */
public final class Nsga2Sampler implements Sampler {
    private final Breeding breeding;

    /** The sampler with the given options. */
    public Nsga2Sampler(GeneticSampler.Options options) {
        breeding = new Breeding(options.population(), options.crossover(), options.mutation());
    }

    @Override
    public Assignment suggest(SearchHistory history) {
        return breeding.child(history, "nsga-2");
    }
}
