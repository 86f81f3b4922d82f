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
    private static final int MEMBERS = Integer.getInteger("gp.m", 8);
    private static final double SPREAD = Double.parseDouble(System.getProperty("gp.spread", "1"));
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
        List<double[]> thetas = fit(java.util.Arrays.copyOf(x, n), encoding, y, history.random("gp/settings"));
        double[] theta = thetas.get(0);
        if (Boolean.getBoolean("gp.debug")) {
            System.err.println(n + " " + java.util.Arrays.toString(java.util.Arrays.stream(theta).map(Math::exp).toArray()));
        }
        CounterRandom random = history.random("gp/fantasies");
        double[][] draws = new double[p == 0 ? 1 : FANTASIES][p];
        for (int f = 0; f < draws.length; f++) {
            for (int i = 0; i < p; i++) {
                draws[f][i] = random.normal((long) f * p + i);
            }
        }
        List<GaussianProcess> processes = new ArrayList<>();
        for (double[] each : thetas) {
            GaussianProcess process = new GaussianProcess(x, encoding.owners(), y, each);
            process.imagine(draws);
            processes.add(process);
        }
        if (Boolean.getBoolean("gp.debug") && n % 10 == 0) {
            double[] star = {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573};
            double[] loc = {0.40465, 0.88244, 0.84610, 0.57399, 0.13893, 0.03850};
            GaussianProcess g = processes.get(0);
            var pr = g.new Prediction(encoding.encode(star));
            var pl = g.new Prediction(encoding.encode(loc));
            double sdv = Math.sqrt(java.util.Arrays.stream(evidence.losses(0)).map(v -> v * v).average().getAsDouble() - Math.pow(java.util.Arrays.stream(evidence.losses(0)).average().getAsDouble(), 2));
            System.err.printf("n %d best %.4f(%.3f) star mean %.3f dev %.3f z %.2f local mean %.3f dev %.3f sd %.3f%n", n, g.best(0), evidence.losses(0).length > 0 ? java.util.Arrays.stream(evidence.losses(0)).min().getAsDouble() : 0, pr.mean(0), pr.deviation, (g.best(0) - pr.mean(0)) / pr.deviation, pl.mean(0), pl.deviation, sdv);
        }
        ExpectedImprovement improvement = new ExpectedImprovement(processes, margin(y, history.next()));
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
        CandidateSearch search = new CandidateSearch(space, promise, taken, history.random("gp/candidates"));
        search.trial = history.next();
        return search.best(anchors);
    }

    static final double XI = Double.parseDouble(System.getProperty("gp.xi", "0.02"));
    static final int STALE = Integer.getInteger("gp.stale", 0);
    static final double EPS = Double.parseDouble(System.getProperty("gp.eps", "1e-3"));

    private static double margin(double[] y, int next) {
        double[] sorted = y.clone();
        java.util.Arrays.sort(sorted);
        double range = sorted[sorted.length / 2] - sorted[0];
        double best = Double.POSITIVE_INFINITY;
        int last = 0;
        for (int i = 0; i < y.length; i++) {
            if (y[i] < best - EPS * range) {
                last = i;
                best = y[i];
            }
        }
        int stale = y.length - 1 - last;
        return STALE > 0 && stale >= STALE && next % 2 == 0 ? XI * range : 0;
    }

    private static List<double[]> fit(double[][] x, Encoding encoding, double[] y, CounterRandom random) {
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
        return spread(likelihood, priors, best.x(), random);
    }

    private static List<double[]> spread(Likelihood likelihood, Priors priors, double[] map, CounterRandom random) {
        int k = map.length;
        org.ejml.data.DMatrixRMaj hessian = new org.ejml.data.DMatrixRMaj(k, k);
        double h = 1e-3;
        double[] base = new double[k];
        for (int i = 0; i < k; i++) {
            double[] up = map.clone();
            double[] down = map.clone();
            up[i] += h;
            down[i] -= h;
            double[] gUp = new double[k];
            double[] gDown = new double[k];
            likelihood.at(up, gUp);
            likelihood.at(down, gDown);
            for (int j = 0; j < k; j++) {
                double value = (gUp[j] - gDown[j]) / (2 * h);
                hessian.data[i * k + j] += 0.5 * value;
                hessian.data[j * k + i] += 0.5 * value;
            }
        }
        var eig = org.ejml.dense.row.factory.DecompositionFactory_DDRM.eig(k, true, true);
        eig.decompose(hessian);
        double[] least = priors.least();
        double[] most = priors.most();
        List<double[]> all = new ArrayList<>();
        all.add(map);
        for (int m = 1; m < MEMBERS; m++) {
            double[] theta = map.clone();
            for (int i = 0; i < k; i++) {
                double z = random.normal((long) m * k + i) * SPREAD / Math.sqrt(Math.max(0.5, eig.getEigenvalue(i).getReal()));
                for (int j = 0; j < k; j++) {
                    theta[j] += z * eig.getEigenVector(i).data[j];
                }
            }
            for (int j = 0; j < k; j++) {
                theta[j] = Math.max(least[j], Math.min(most[j], theta[j]));
            }
            all.add(theta);
        }
        return all;
    }
}
