package dev.sluice.core.train.distribution;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A mixture of normal distributions. */
final class NormalMixture implements Distribution {
    /** Bisections: more than halve any interval of float64 numbers. */
    private static final int HALVINGS = 2000;

    private final double[] weights;
    private final double[] means;
    private final double[] deviations;

    /** Weights, means and deviations, one after the other. Not modified. */
    NormalMixture(int components, double... parameters) {
        weights = Arrays.copyOfRange(parameters, 0, components);
        means = Arrays.copyOfRange(parameters, components, 2 * components);
        deviations = Arrays.copyOfRange(parameters, 2 * components, 3 * components);
        // Weights of a float32 network sum to 1 only nearly.
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < components; i++) {
            weights[i] /= sum;
        }
    }

    private double sum(IntToDoubleFunction part) {
        return IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i] * part.applyAsDouble(i))
                .sum();
    }

    @Override
    public double mean() {
        return sum(i -> means[i]);
    }

    @Override
    public double cumulative(double x) {
        return sum(i -> StandardNormal.cumulative((x - means[i]) / deviations[i]));
    }

    @Override
    public double quantile(double level) {
        double score = StandardNormal.quantile(level);
        double low = IntStream.range(0, means.length)
                .mapToDouble(i -> means[i] + score * deviations[i])
                .min()
                .orElseThrow();
        double high = IntStream.range(0, means.length)
                .mapToDouble(i -> means[i] + score * deviations[i])
                .max()
                .orElseThrow();
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (cumulative(middle) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * {@code Σ w_i A(y - μ_i, σ_i²) - ½ Σ w_i w_j A(μ_i - μ_j, σ_i² + σ_j²)} with the mean absolute value {@code A} of a normal
     * distribution (Grimit, Gneiting, Berrocal and Johnson, 2006).
     */
    @Override
    public double crps(double y) {
        return sum(i -> absolute(y - means[i], deviations[i] * deviations[i]))
                - sum(i -> sum(j -> absolute(
                                means[i] - means[j], deviations[i] * deviations[i] + deviations[j] * deviations[j])))
                        / 2;
    }

    private static double absolute(double mean, double variance) {
        double deviation = Math.sqrt(variance);
        double z = mean / deviation;
        return 2 * deviation * StandardNormal.density(z) + mean * (2 * StandardNormal.cumulative(z) - 1);
    }
}
