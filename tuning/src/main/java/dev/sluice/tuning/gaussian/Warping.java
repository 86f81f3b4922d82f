package dev.sluice.tuning.gaussian;

import java.util.Arrays;

/**
 * Transforms losses to values with mean 0 and variance 1 that are closer to a normal distribution, as a Gaussian process
 * assumes. In three monotone steps:
 *
 * <ol>
 *   <li>Losses far above the median are clipped: their size says nothing about good assignments, and would make the
 *       differences among good losses negligible.
 *   <li>The transform of I.-K. Yeo and R. A. Johnson (A New Family of Power Transformations, 2000), with the most likely
 *       exponent for normal values under a prior around 1, the identity, after A. Cowen-Rivers et al. (HEBO, 2022).
 *   <li>Standardization of mean and variance.
 * </ol>
 */
final class Warping {
    /** Clipping threshold above the median, in distances from the best loss to the median. */
    private static final double REACH = 2;
    /** Penalty of the exponent's squared distance from 1, in nats. */
    private static final double PRIOR = 0.5;
    /** Range of the exponents that are tried. */
    private static final double LEAST = -3;

    private static final double MOST = 5;
    private static final double STEP = 0.25;

    private Warping() {}

    /** The warped losses, in the same order. */
    static double[] of(double[] losses) {
        return standardized(powered(standardized(cut(losses))));
    }

    /** Clips losses, and scales them to a range in which squares are finite. */
    private static double[] cut(double[] losses) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        double best = sorted[0];
        double scale = Math.max(Math.abs(best), Math.abs(sorted[sorted.length - 1]));
        if (!(scale > 0)) {
            return losses.clone();
        }
        double least = best / scale;
        double median = sorted[sorted.length / 2] / scale;
        double most = median > least ? median + REACH * (median - least) : Double.POSITIVE_INFINITY;
        return Arrays.stream(losses).map(loss -> Math.min(loss / scale, most)).toArray();
    }

    private static double[] powered(double[] z) {
        double mostLikely = Double.NEGATIVE_INFINITY;
        double[] best = z;
        for (double exponent = LEAST; exponent <= MOST; exponent += STEP) {
            double power = exponent;
            double[] powered =
                    Arrays.stream(z).map(value -> yeoJohnson(value, power)).toArray();
            double logSlope = Arrays.stream(z)
                    .map(value -> (power - 1) * Math.signum(value) * StrictMath.log1p(Math.abs(value)))
                    .sum();
            double likelihood = -0.5 * z.length * StrictMath.log(variance(powered))
                    + logSlope
                    - PRIOR * (exponent - 1) * (exponent - 1);
            if (likelihood > mostLikely) {
                mostLikely = likelihood;
                best = powered;
            }
        }
        return best;
    }

    static double yeoJohnson(double z, double exponent) {
        if (z >= 0) {
            return exponent == 0 ? StrictMath.log1p(z) : (StrictMath.pow(z + 1, exponent) - 1) / exponent;
        }
        double other = 2 - exponent;
        return other == 0 ? -StrictMath.log1p(-z) : -(StrictMath.pow(1 - z, other) - 1) / other;
    }

    private static double[] standardized(double[] values) {
        double mean = mean(values);
        double deviation = Math.sqrt(variance(values));
        return Arrays.stream(values)
                .map(value -> deviation > 0 ? (value - mean) / deviation : 0)
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / values.length;
    }
}
