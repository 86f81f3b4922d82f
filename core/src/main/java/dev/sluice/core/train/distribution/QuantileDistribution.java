package dev.sluice.core.train.distribution;

import java.util.Arrays;

/**
 * A distribution through given quantiles: between two of them, and beyond the outermost, it is a piece of a normal distribution,
 * {@code q(p) = a + b Φ⁻¹(p)}. So the quantiles of a normal distribution give that distribution back. With one quantile alone,
 * or equal ones, it is certain of that number.
 *
 * <p>Mean and score are sums over the pieces, by {@code ∫ Φ⁻¹ dp = -φ} and {@code ∫ p Φ⁻¹ dp = -p φ + Φ(√2 z) / (2√π)}.
 */
final class QuantileDistribution implements Distribution {
    private final double[] scores;
    private final double[] quantiles;

    /** Through {@code quantiles[i]} at {@code levels[i]}, both rising. Not modified. */
    QuantileDistribution(double[] levels, double... quantiles) {
        this.scores = Arrays.stream(levels).map(StandardNormal::quantile).toArray();
        this.quantiles = quantiles.clone();
    }

    private int pieces() {
        return Math.max(1, quantiles.length - 1);
    }

    private double slope(int piece) {
        return quantiles.length == 1
                ? 0
                : Math.max(0, quantiles[piece + 1] - quantiles[piece]) / (scores[piece + 1] - scores[piece]);
    }

    private double intercept(int piece) {
        return quantiles[piece] - slope(piece) * scores[piece];
    }

    /** The normal score at which a piece begins; the first begins at minus infinity. */
    private double begin(int piece) {
        return piece == 0 ? Double.NEGATIVE_INFINITY : scores[piece];
    }

    private double end(int piece) {
        return piece == pieces() - 1 ? Double.POSITIVE_INFINITY : scores[piece + 1];
    }

    @Override
    public double quantile(double level) {
        double score = StandardNormal.quantile(level);
        int piece = 0;
        while (score > end(piece)) {
            piece++;
        }
        return intercept(piece) + slope(piece) * score;
    }

    /** The normal score of a number, plus or minus infinity beyond a piece that is certain. */
    private double score(double x) {
        int piece = 0;
        while (piece < pieces() - 1 && x >= quantiles[piece + 1]) {
            piece++;
        }
        double slope = slope(piece);
        if (slope > 0) {
            return (x - intercept(piece)) / slope;
        }
        return x < quantiles[piece] ? begin(piece) : end(piece);
    }

    @Override
    public double cumulative(double x) {
        return StandardNormal.cumulative(score(x));
    }

    @Override
    public double mean() {
        return integral(Double.NEGATIVE_INFINITY);
    }

    @Override
    public double crps(double y) {
        double score = score(y);
        double above = 1 - StandardNormal.cumulative(score);
        return 2 * integral(score) - 2 * y * above - 2 * weighted() + y;
    }

    /** {@code ∫ q(p) dp} from a normal score on. */
    private double integral(double from) {
        double sum = 0;
        for (int piece = 0; piece < pieces(); piece++) {
            double low = Math.max(from, begin(piece));
            double high = end(piece);
            if (low < high) {
                sum += intercept(piece) * (StandardNormal.cumulative(high) - StandardNormal.cumulative(low))
                        - slope(piece) * (StandardNormal.density(high) - StandardNormal.density(low));
            }
        }
        return sum;
    }

    /** {@code ∫ p q(p) dp}. */
    private double weighted() {
        double sum = 0;
        for (int piece = 0; piece < pieces(); piece++) {
            sum += weighted(end(piece), piece) - weighted(begin(piece), piece);
        }
        return sum;
    }

    private double weighted(double score, int piece) {
        double p = StandardNormal.cumulative(score);
        return intercept(piece) * p * p / 2
                + slope(piece)
                        * (StandardNormal.cumulative(Math.sqrt(2) * score) / (2 * Math.sqrt(Math.PI))
                                - p * StandardNormal.density(score));
    }
}
