package dev.sluice.tuning.gaussian;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.evidence.Observation;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bayesian optimization. */
public final class GpSampler implements Sampler {
    private static final int INITIAL = Integer.getInteger("gp.init", 0);
    private static final int FANTASIES = 8;
    private final Sampler design = new SobolSampler();

    @Override
    public Assignment suggest(SearchHistory history) {
        Evidence evidence = Evidence.of(history);
        int d = history.space().dimensions().size();
        int initial = INITIAL > 0 ? INITIAL : Math.max(4, d + 1);
        if (history.next() < initial || evidence.observations().size() < 2) {
            return design.suggest(history);
        }
        SearchSpace space = history.space();
        Encoding encoding = new Encoding(space);
        double[] y = Warping.standardized(evidence.losses(0));
        int n = y.length;
        int p = evidence.pending().size();
        double[][] x = new double[n + p][];
        Set<Assignment> taken = new HashSet<>();
        history.allRejected().forEach(each -> taken.add(each.assignment()));
        for (int i = 0; i < n + p; i++) {
            Assignment a = i < n
                    ? evidence.observations().get(i).trial().assignment()
                    : evidence.pending().get(i - n);
            x[i] = encoding.encode(space.toUnit(a));
            taken.add(a);
        }
        double[] theta = fit(java.util.Arrays.copyOf(x, n), encoding, y);
        if (Boolean.getBoolean("gp.debug")) {
            System.err.println(n + " " + java.util.Arrays.toString(java.util.Arrays.stream(theta).map(Math::exp).toArray()));
        }
        GaussianProcess process = new GaussianProcess(x, encoding.owners(), y, theta);
        CounterRandom random = history.random("gp/fantasies");
        if (p > 0) {
            double[][] draws = new double[FANTASIES][p];
            for (int f = 0; f < FANTASIES; f++) {
                for (int i = 0; i < p; i++) {
                    draws[f][i] = random.normal((long) f * p + i);
                }
            }
            process.imagine(draws);
        }
        ExpectedImprovement improvement = new ExpectedImprovement(process);
        List<Observation> sorted = new ArrayList<>(evidence.observations());
        sorted.sort(Comparator.comparingDouble(each -> each.losses().getFirst()));
        List<Assignment> anchors = sorted.stream().limit(5).map(each -> each.trial().assignment()).toList();
        CandidateSearch.Promise promise = new CandidateSearch.Promise() {
            @Override
            public double at(double[] point) {
                return improvement.at(encoding.encode(point));
            }

            @Override
            public double at(double[] point, double[] gradient) {
                double[] byFeature = new double[encoding.features()];
                double value = improvement.at(encoding.encode(point), byFeature);
                System.arraycopy(encoding.byPosition(point, byFeature), 0, gradient, 0, gradient.length);
                return value;
            }
        };
        return new CandidateSearch(space, promise, taken, history.random("gp/candidates")).best(anchors);
    }

    private static double[] fit(double[][] x, Encoding encoding, double[] y) {
        Priors priors = new Priors(encoding.dimensions());
        Likelihood likelihood = new Likelihood(x, encoding.owners(), y, priors);
        Bounded.Minimum best = null;
        for (double[] start : new double[][] {
            priors.settings(priors.expectedScale(), StrictMath.log(1e-4)), priors.settings(StrictMath.log(0.3), StrictMath.log(1e-2))
        }) {
            Bounded.Minimum found = Bounded.minimize(likelihood, start, priors.least(), priors.most(), 60, 1e-3);
            if (best == null || found.value() < best.value()) {
                best = found;
            }
        }
        return best.x();
    }
}
