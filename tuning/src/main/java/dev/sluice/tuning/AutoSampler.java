package dev.sluice.tuning;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.tuning.density.TpeSampler;
import dev.sluice.tuning.gaussian.GpSampler;

/**
 * Chooses a sampler by a rule derived from the benchmark of samplers: {@code gp} for the first {@value #BY_PROCESS} trials in
 * spaces of up to {@value #DIMENSIONS} dimensions, {@code tpe} otherwise. A Gaussian process has its largest advantage after
 * few trials; with more, its cost grows and its advantage shrinks.
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
