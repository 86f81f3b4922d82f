package dev.sluice.core.train.distribution;

import dev.sluice.core.kernel.CounterRandom;
import org.apiguardian.api.API;

/** The predicted distribution of one number, in float64. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Distribution {
    /** The mean. */
    double mean();

    /** The probability of a number of at most {@code x}. */
    double cumulative(double x);

    /**
     * The smallest number whose {@link #cumulative} probability is at least {@code level}.
     *
     * @param level above 0 and below 1
     */
    double quantile(double level);

    /**
     * The continuous ranked probability score for the observed value, {@code ∫ (F(x) - 1{x ≥ y})² dx}, in the unit of {@code y}: 0 for
     * certainty about the right number, and the absolute error for certainty about another (Gneiting and Raftery, 2007).
     */
    double crps(double y);

    /** A random number of the distribution: its quantile at a uniform level that is a function of the position. */
    default double sample(CounterRandom random, long position) {
        // In the middle of an interval of 2^-53, so that neither 0 nor 1 is drawn.
        return quantile(Math.min(random.real(position) + 0x1p-54, Math.nextDown(1.0)));
    }
}
