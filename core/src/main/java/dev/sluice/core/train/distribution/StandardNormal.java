package dev.sluice.core.train.distribution;

import org.hipparchus.special.Erf;

/** The normal distribution with mean 0 and deviation 1. */
final class StandardNormal {
    private StandardNormal() {}

    /** {@code φ(z)}. */
    static double density(double z) {
        return StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** {@code Φ(z)}. */
    static double cumulative(double z) {
        return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }

    /** {@code Φ⁻¹(p)} for {@code 0 < p < 1}. */
    static double quantile(double p) {
        return -Math.sqrt(2) * Erf.erfcInv(2 * p);
    }
}
