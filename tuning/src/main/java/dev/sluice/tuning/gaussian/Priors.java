package dev.sluice.tuning.gaussian;

import java.util.Arrays;

/**
 * What is believed of a kernel's settings before anything was observed: normal distributions of log ℓ and log η. As the
 * distance of two points grows with the number of dimensions, so does the expected length scale (C. Hvarfner, E. O. Hellsten
 * and L. Nardi, Vanilla Bayesian Optimization Performs Great in High Dimensions, ICML 2024).
 *
 * @param dimensions of the space
 */
record Priors(int dimensions) {
    static final double SCALE_MEAN = Double.parseDouble(System.getProperty("gp.sm", "-1.5"));
    static final double SCALE_DEVIATION = Double.parseDouble(System.getProperty("gp.sd", "0.7"));
    static final double NOISE_MEAN = Double.parseDouble(System.getProperty("gp.nm", "-9"));
    static final double NOISE_DEVIATION = Double.parseDouble(System.getProperty("gp.nd", "3"));
    private static final double LEAST_NOISE = StrictMath.log(1e-8);

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

    double[] settings(double logScale, double logNoise) {
        double[] theta = new double[dimensions + 1];
        Arrays.fill(theta, logScale);
        theta[dimensions] = logNoise;
        return theta;
    }

    double[] least() {
        return settings(StrictMath.log(0.02), LEAST_NOISE);
    }

    double[] most() {
        return settings(StrictMath.log(50), StrictMath.log(4));
    }

    double expectedScale() {
        return SCALE_MEAN + 0.5 * StrictMath.log(dimensions);
    }

    /** The negative logarithm of the prior, less a constant; its gradient is added. */
    double penalty(double[] theta, double[] gradient) {
        double penalty = 0;
        for (int i = 0; i < theta.length; i++) {
            double mean = i < dimensions ? expectedScale() : NOISE_MEAN;
            double deviation = i < dimensions ? SCALE_DEVIATION : NOISE_DEVIATION;
            double z = (theta[i] - mean) / deviation;
            penalty += 0.5 * z * z;
            gradient[i] += z / deviation;
        }
        return penalty;
    }
}
