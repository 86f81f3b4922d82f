package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.tuning.density.TpeSampler;
import dev.sluice.tuning.evolution.CmaEsSampler;
import dev.sluice.tuning.evolution.GeneticSampler;
import dev.sluice.tuning.gaussian.GpSampler;
import dev.sluice.tuning.sampler.RandomSampler;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One suggestion in a space of eight dimensions of every kind.
 *
 * @param trials that are finished
 */
public record SuggestionWork(Kind kind, int trials) implements Work {
    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("cell", ChoiceDomain.of("gru", "lstm", "mgu")),
            Dimension.of("reset", ChoiceDomain.of("before", "after")).when("cell", "gru"),
            Dimension.of("hidden", IntDomain.log(16, 512)),
            Dimension.of("layers", IntDomain.of(1, 4)),
            Dimension.of("batch", new IntDomain(16, 128, false, 16)),
            Dimension.of("rate", FloatDomain.log(1e-5, 1e-1)),
            Dimension.of("dropout", FloatDomain.of(0, 0.7)),
            Dimension.of("decay", FloatDomain.log(1e-8, 1e-2)));

    /** Which sampler. */
    public enum Kind {
        /** {@code random}. */
        RANDOM(new RandomSampler()),
        /** {@code sobol}. */
        SOBOL(new SobolSampler()),
        /** {@code tpe}. */
        TPE(new TpeSampler(TpeSampler.Options.defaults())),
        /** {@code gp}. */
        GP(new GpSampler(GpSampler.Options.defaults())),
        /** {@code cma-es}. */
        CMA_ES(new CmaEsSampler(CmaEsSampler.Options.defaults())),
        /** {@code genetic}. */
        GENETIC(new GeneticSampler(GeneticSampler.Options.defaults()));

        private final Sampler sampler;

        Kind(Sampler sampler) {
            this.sampler = sampler;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public Group group() {
        return Group.SUGGESTIONS;
    }

    @Override
    public List<String> labels() {
        return List.of(kind.toString(), Integer.toString(trials));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public Side ours(int threads) {
        return new Ours(kind.sampler, history(trials));
    }

    /** Trials drawn at random, with the sum of squares of their positions for a loss. */
    private static SearchHistory history(int trials) {
        CounterRandom random = CounterRandom.of(1, "bench/trials", 0);
        List<Trial> finished = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            Assignment assignment = SPACE.sample(random, i);
            double loss = 0;
            for (double position : SPACE.toUnit(assignment)) {
                loss += Double.isNaN(position) ? 0 : (position - 0.4) * (position - 0.4);
            }
            finished.add(new Trial(
                    i,
                    assignment,
                    List.of(),
                    1,
                    List.of(),
                    new Outcome.Completed(List.of(loss + 0.01 * random.normal(-1 - i)))));
        }
        return SearchHistory.empty(
                        SPACE, List.of(new Objective("loss", Direction.MINIMIZE)), new Limits(2 * trials, 1), 1)
                .withTrials(finished);
    }

    private static final class Ours implements Side {
        private final Sampler sampler;
        private final SearchHistory history;
        private double[] suggested = {};

        Ours(Sampler sampler, SearchHistory history) {
            this.sampler = sampler;
            this.history = history;
        }

        @Override
        public void run() {
            suggested = SPACE.toUnit(sampler.suggest(history));
        }

        @Override
        public Tensors results() {
            float[] positions = new float[suggested.length];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = Double.isNaN(suggested[i]) ? -1 : (float) suggested[i];
            }
            return Tensors.of("suggestion", Tensor.wrap(Shape.of(positions.length), positions));
        }
    }
}
