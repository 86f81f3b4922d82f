package dev.sluice.tuning.gaussian;

import org.hipparchus.special.Erf;

/** The standard normal distribution, accurate in its lower tail. */
final class Normal {
    private static final double LOG_ROOT_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);
    /** Below this value, distribution and density are computed by the continued fraction. */
    private static final double TAIL = -3;
    /** Number of terms, enough for full precision at {@link #TAIL}. */
    private static final int TERMS = 60;

    private Normal() {}

    static double density(double z) {
        return StrictMath.exp(-0.5 * z * z - LOG_ROOT_TWO_PI);
    }

    static double distribution(double z) {
        return 0.5 * Erf.erfc(-z * Math.sqrt(0.5));
    }

    /**
     * {@code log h(z)} with {@code h(z) = φ(z) + zΦ(z)}, the expected improvement of a standard normal variable.
     *
     * <p>Far below 0 the two terms cancel. There, with {@code t = −z}, {@code Φ(z)/φ(z) = 1/(t + 1/(t + 2/(t + 3/…)))} (Laplace),
     * whose denominator is {@code t} plus a remainder, and {@code h = φ · rest/(t + rest)}: no terms cancel, and the logarithm is
     * finite for every finite z, as S. Ament et al. (Unexpected Improvements to Expected Improvement, NeurIPS 2023) ask for.
     */
    static double logImprovement(double z) {
        if (z > TAIL) {
            return StrictMath.log(density(z) + z * distribution(z));
        }
        double rest = rest(-z);
        return -0.5 * z * z - LOG_ROOT_TWO_PI + StrictMath.log(rest / (rest - z));
    }

    /** {@code φ(z)/h(z)}, the derivative of the log improvement with respect to the log standard deviation. */
    static double densityShare(double z) {
        if (z > TAIL) {
            return density(z) / (density(z) + z * distribution(z));
        }
        double rest = rest(-z);
        return (rest - z) / rest;
    }

    /** {@code Φ(z)/h(z)}, the derivative of {@link #logImprovement}. */
    static double distributionShare(double z) {
        if (z > TAIL) {
            return distribution(z) / (density(z) + z * distribution(z));
        }
        return 1 / rest(-z);
    }

    /** The quantile of the standard normal distribution at a probability in (0, 1). */
    static double quantile(double probability) {
        return -Math.sqrt(2) * Erf.erfcInv(2 * probability);
    }

    /** {@code 1/(t + 2/(t + 3/…))} for positive t. */
    private static double rest(double t) {
        double tail = t;
        for (int k = TERMS; k >= 2; k--) {
            tail = t + k / tail;
        }
        return 1 / tail;
    }
}
