package dev.sluice.tuning.gaussian;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bayesian optimization: fits a Gaussian process to the losses so far and maximizes the expected improvement.
 *
 * <p>The model has a Matérn 5/2 kernel with a length scale for each dimension, noise, and an average over several kernel
 * settings; losses are warped towards a normal distribution. Results of pending trials are sampled as several fantasies, so
 * that concurrent trials differ. Pruned and paused trials count with their estimated final losses, diverged and failed ones as
 * the worst; rejected assignments train a model of the constraints. Several objectives are combined with new weights for each
 * trial.
 *
 * <p>Once hardly any improvement is expected, the model may be overconfident: then every other trial is a probe, the best of a
 * few random assignments instead of the global maximum.
 */
public final class GpSampler implements Sampler {
    private static final int FANTASIES = 8;
    private static final int SETTINGS = 8;
    /** The log improvement, in standard deviations of the losses, below which every other trial is a probe. */
    private static final double SETTLED = StrictMath.log(1e-4);

    private final Options options;
    private final Sampler start = new SobolSampler();

    /** The sampler with the given options. */
    public GpSampler(Options options) {
        this.options = options;
    }

    /** Options of {@code gp}. */
    @Citation({
        "D. R. Jones, M. Schonlau and W. J. Welch, Efficient Global Optimization of Expensive Black-Box Functions, Journal of"
                + " Global Optimization 13, 1998",
        "J. Snoek, H. Larochelle and R. P. Adams, Practical Bayesian Optimization of Machine Learning Algorithms, NeurIPS 2012",
        "S. Ament, S. Daulton, D. Eriksson, M. Balandat and E. Bakshy, Unexpected Improvements to Expected Improvement for"
                + " Bayesian Optimization, NeurIPS 2023"
    })
    public record Options(
            @Description("Initial trials from a Sobol sequence, before the first fit; 0 for an eighth of the study's"
                    + " trials, but at least one more than there are dimensions and at most twice as many")
            @Default("0")
            @Range(min = 0)
            int startingTrials) {
        /** Checks the number. */
        public Options {
            if (startingTrials < 0) {
                throw new IllegalArgumentException("gp needs starting_trials of at least 0, but has " + startingTrials);
            }
        }

        /** The default options. */
        public static Options defaults() {
            return new Options(0);
        }
    }

    @Override
    public Assignment suggest(SearchHistory history) {
        Evidence evidence = Evidence.of(history);
        if (history.next() < startingTrials(history) || evidence.observations().size() < 2) {
            return start.suggest(history);
        }
        SearchSpace space = history.space();
        Observed observed = Observed.of(history, evidence);
        Set<Assignment> taken = new HashSet<>();
        history.trials().forEach(trial -> taken.add(trial.assignment()));
        history.allRejected().forEach(each -> taken.add(each.assignment()));
        CandidateSearch search =
                new CandidateSearch(space, acquisition(history, observed), taken, history.random("gp/candidates"));
        CandidateSearch.Candidate best = search.best(observed.best());
        return best.value() < SETTLED && history.next() % 2 == 0 ? search.probe() : best.assignment();
    }

    private int startingTrials(SearchHistory history) {
        if (options.startingTrials() > 0) {
            return options.startingTrials();
        }
        int dimensions = history.space().dimensions().size();
        int trials = history.limits().trials();
        int wished = trials == Limits.UNLIMITED ? 2 * dimensions : trials / 8;
        return Math.max(3, Math.max(dimensions + 1, Math.min(2 * dimensions, wished)));
    }

    private static Acquisition acquisition(SearchHistory history, Observed observed) {
        Encoding encoding = new Encoding(history.space());
        double[] y = Warping.of(
                observed.losses().stream().mapToDouble(Double::doubleValue).toArray());
        List<Assignment> points = new ArrayList<>(observed.assignments());
        double[][] x = features(history.space(), encoding, points);
        Priors priors = new Priors(encoding.dimensions());
        List<double[]> settings = new KernelFit(new Likelihood(x, encoding.owners(), y, priors), priors)
                .settings(SETTINGS, history.random("gp/settings"));
        points.addAll(observed.pending());
        double[][] withPending = features(history.space(), encoding, points);
        double[][] draws = draws(observed.pending().size(), history.random("gp/fantasies"));
        List<GaussianProcess> processes = new ArrayList<>();
        for (double[] theta : settings) {
            GaussianProcess process = new GaussianProcess(withPending, encoding.owners(), y, theta);
            process.imagine(draws);
            processes.add(process);
        }
        points.addAll(observed.broken());
        Feasibility feasibility = observed.broken().isEmpty()
                ? null
                : new Feasibility(
                        features(history.space(), encoding, points),
                        withPending.length,
                        encoding.owners(),
                        settings.getFirst());
        return new Acquisition(encoding, new ExpectedImprovement(processes), feasibility);
    }

    private static double[][] features(SearchSpace space, Encoding encoding, List<Assignment> assignments) {
        return assignments.stream()
                .map(each -> encoding.encode(space.toUnit(each)))
                .toArray(double[][]::new);
    }

    private static double[][] draws(int pending, CounterRandom random) {
        double[][] draws = new double[pending == 0 ? 1 : FANTASIES][pending];
        for (int f = 0; f < draws.length; f++) {
            for (int i = 0; i < pending; i++) {
                draws[f][i] = random.normal((long) f * pending + i);
            }
        }
        return draws;
    }
}
