package dev.sluice.tuning.gaussian;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.tuning.evidence.Evidence;
import java.util.Arrays;

/**
 * Combines several losses into one: the largest of the weighted losses plus a small multiple of their sum, with new random
 * weights for each trial, so that trials spread along the Pareto front (J. Knowles, ParEGO, IEEE Transactions on Evolutionary
 * Computation 10(1), 2006). Losses are scaled to the unit interval first.
 */
final class Scalarization {
    private static final double SUM = 0.05;

    private Scalarization() {}

    /** The combined loss of each observation. */
    static double[] of(SearchHistory history, Evidence evidence) {
        int objectives = history.objectives().size();
        if (objectives == 1) {
            return evidence.losses(0);
        }
        double[] weights = weights(objectives, history.random("gp/weights"));
        double[] largest = new double[evidence.observations().size()];
        double[] sums = new double[largest.length];
        for (int k = 0; k < objectives; k++) {
            double[] losses = evidence.losses(k);
            double least = Arrays.stream(losses).min().orElse(0);
            double range = Arrays.stream(losses).max().orElse(0) - least;
            for (int i = 0; i < losses.length; i++) {
                double weighted = range > 0 && Double.isFinite(range) ? weights[k] * (losses[i] - least) / range : 0;
                largest[i] = Math.max(largest[i], weighted);
                sums[i] += weighted;
            }
        }
        for (int i = 0; i < largest.length; i++) {
            largest[i] += SUM * sums[i];
        }
        return largest;
    }

    /** Weights drawn uniformly from the unit simplex. */
    private static double[] weights(int count, CounterRandom random) {
        double[] weights = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++) {
            weights[k] = -StrictMath.log(1 - random.real(k));
            sum += weights[k];
        }
        for (int k = 0; k < count; k++) {
            weights[k] /= sum;
        }
        return weights;
    }
}
