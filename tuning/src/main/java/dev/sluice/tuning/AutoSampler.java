package dev.sluice.tuning;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.tuning.density.TpeSampler;
import dev.sluice.tuning.gaussian.GpSampler;

/**
 * Picks a sampler, by a rule that the benchmark of samplers settled: {@code gp} for the first {@value #BY_PROCESS} trials in
 * spaces of up to {@value #DIMENSIONS} dimensions, {@code tpe} for what is beyond. A process learns most from few trials;
 * its cost grows with their number and its lead shrinks.
 */
public final class AutoSampler implements Sampler {
    private static final int BY_PROCESS = 200;
    private static final int DIMENSIONS = 20;

    private final Sampler process = new GpSampler(GpSampler.Options.defaults());
    private final Sampler densities = new TpeSampler(TpeSampler.Options.defaults());

    @Override
    public Assignment suggest(SearchHistory history) {
        boolean few =
                history.next() < BY_PROCESS && history.space().dimensions().size() <= DIMENSIONS;
        return (few ? process : densities).suggest(history);
    }
}
