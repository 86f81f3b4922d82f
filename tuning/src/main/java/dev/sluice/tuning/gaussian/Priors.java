package dev.sluice.tuning.gaussian;

import java.util.Arrays;

/**
 * The priors of kernel settings {@code θ = (log ℓ_1, …, log ℓ_d, log η)}: normal distributions, and bounds. As the distance of
 * two points grows with the number of dimensions, so does the expected length
 * scale (C. Hvarfner, E. O. Hellsten and L. Nardi, Vanilla Bayesian Optimization Performs Great in High Dimensions, ICML
 * 2024). The constants were chosen by the benchmark of samplers.
 *
 * @param dimensions of the space
 */
record Priors(int dimensions) {
    private static final double SCALE_MEAN = -1.5;
    private static final double SCALE_DEVIATION = 0.7;
    private static final double NOISE_MEAN = -9;
    private static final double NOISE_DEVIATION = 3;

    /** {@code 1/ℓ²} by dimension. */
    static double[] weights(double[] theta) {
        double[] weights = new double[theta.length - 1];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(-2 * theta[i]);
        }
        return weights;
    }

    static double noise(double[] theta) {
        return StrictMath.exp(theta[theta.length - 1]);
    }

    /** Settings with one length scale for all dimensions. */
    double[] settings(double scale, double noise) {
        double[] theta = new double[dimensions + 1];
        Arrays.fill(theta, StrictMath.log(scale));
        theta[dimensions] = StrictMath.log(noise);
        return theta;
    }

    double[] least() {
        return settings(0.02, 1e-8);
    }

    double[] most() {
        return settings(50, 4);
    }

    /** The mode of the length scale's prior. */
    double expectedScale() {
        return StrictMath.exp(SCALE_MEAN) * Math.sqrt(dimensions);
    }

    /** The negative logarithm of the prior, up to a constant; adds its gradient to {@code gradient}. */
    double penalty(double[] theta, double[] gradient) {
        double scaleMean = StrictMath.log(expectedScale());
        double penalty = 0;
        for (int i = 0; i < theta.length; i++) {
            boolean isScale = i < dimensions;
            double deviation = isScale ? SCALE_DEVIATION : NOISE_DEVIATION;
            double z = (theta[i] - (isScale ? scaleMean : NOISE_MEAN)) / deviation;
            penalty += 0.5 * z * z;
            gradient[i] += z / deviation;
        }
        return penalty;
    }
}
