package dev.sluice.tuning.gaussian;

/**
 * The probability that a candidate satisfies the study's constraints, learned from assignments that did and did not: the
 * logistic function of a Gaussian process over 1 and −1. The length scales are those of the loss.
 */
final class Feasibility {
    /** Factor that maps the target of a satisfied constraint, 1, to a probability of 0.998. */
    private static final double STEEPNESS = 6;

    private static final double NOISE = 0.01;

    private final GaussianProcess process;

    /**
     * Fits the process.
     *
     * @param x features of the assignments that satisfied the constraints, then of those that did not. Not modified.
     * @param satisfied number of the former
     * @param owners the dimension of each feature. Not modified.
     * @param theta settings of the loss's kernel. Not modified.
     */
    Feasibility(double[][] x, int satisfied, int[] owners, double[] theta) {
        double[] labels = new double[x.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < satisfied ? 1 : -1;
        }
        double[] own = theta.clone();
        own[own.length - 1] = StrictMath.log(NOISE);
        process = new GaussianProcess(x, owners, labels, own);
    }

    /** The logarithm of the probability at the given features, which are not modified. */
    double at(double[] features) {
        return log(process.new Prediction(features).mean(0));
    }

    /**
     * The logarithm; adds its gradient with respect to features.
     *
     * @param features of the point. Not modified.
     * @param gradient to which the logarithm's gradient is added
     */
    double at(double[] features, double[] gradient) {
        GaussianProcess.Prediction prediction = process.new Prediction(features);
        double log = log(prediction.mean(0));
        double[] own = prediction.gradient(new double[] {STEEPNESS * (1 - StrictMath.exp(log))}, 0);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += own[i];
        }
        return log;
    }

    private static double log(double mean) {
        double z = STEEPNESS * mean;
        return z > 0 ? -StrictMath.log1p(StrictMath.exp(-z)) : z - StrictMath.log1p(StrictMath.exp(z));
    }
}
