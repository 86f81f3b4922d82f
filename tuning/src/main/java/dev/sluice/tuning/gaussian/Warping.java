package dev.sluice.tuning.gaussian;

import java.util.Arrays;

/**
 * Turns losses into what a Gaussian process expects: values with mean 0 and variance 1 that look normal. In three steps, each
 * of them monotone:
 *
 * <ol>
 *   <li>Losses far above the median are cut off: how bad they are says nothing of where the good ones are, but would flatten
 *       all differences among those.
 *   <li>The transform of I.-K. Yeo and R. A. Johnson (A New Family of Power Transformations, 2000), its exponent the most
 *       likely one for normal values under a prior that favors none, as A. Cowen-Rivers et al. (HEBO, 2022) do it.
 *   <li>Mean and variance.
 * </ol>
 */
final class Warping {
    /** How far above the median losses are told apart, in distances from the best to the median. */
    private static final double REACH = 2;
    /** How much less likely an exponent is for each unit of its squared distance from 1, in nats. */
    private static final double PRIOR = 0.5;
    /** Exponents that are tried. */
    private static final double LEAST = -3;

    private static final double MOST = 5;
    private static final double STEP = 0.25;

    private Warping() {}

    /** The warped losses, in the same order. */
    static double[] of(double[] losses) {
        return standardized(powered(standardized(cut(losses))));
    }

    /** Also takes them to a range in which squares are finite. */
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
