package dev.sluice.tuning.gaussian;

/**
 * The logarithm of the expected improvement over the lowest mean so far, averaged over fantasies (S. Ament et al.,
 * Unexpected Improvements to Expected Improvement for Bayesian Optimization, NeurIPS 2023).
 */
final class ExpectedImprovement {
    private final GaussianProcess process;
    private final double[] best;

    ExpectedImprovement(GaussianProcess process) {
        this.process = process;
        best = new double[process.fantasies()];
        for (int f = 0; f < best.length; f++) {
            best[f] = process.best(f);
        }
    }

    /** The logarithm at some features. Not modified. */
    double at(double[] features) {
        GaussianProcess.Prediction prediction = process.new Prediction(features);
        double[] logs = logs(prediction);
        return largest(logs) + StrictMath.log(sum(shares(logs)) / logs.length);
    }

    /**
     * The logarithm, and its gradient by features.
     *
     * @param features where. Not modified.
     * @param gradient modified
     */
    double at(double[] features, double[] gradient) {
        GaussianProcess.Prediction prediction = process.new Prediction(features);
        double[] logs = logs(prediction);
        double[] shares = shares(logs);
        double sum = sum(shares);
        double[] toMean = new double[best.length];
        double toDeviation = 0;
        for (int f = 0; f < best.length; f++) {
            double z = (best[f] - prediction.mean(f)) / prediction.deviation;
            double share = shares[f] / sum / prediction.deviation;
            toMean[f] = -share * Normal.distributionShare(z);
            toDeviation += share * Normal.densityShare(z);
        }
        System.arraycopy(prediction.gradient(toMean, toDeviation), 0, gradient, 0, gradient.length);
        return largest(logs) + StrictMath.log(sum / logs.length);
    }

    private double[] logs(GaussianProcess.Prediction prediction) {
        double[] logs = new double[best.length];
        double log = StrictMath.log(prediction.deviation);
        for (int f = 0; f < best.length; f++) {
            logs[f] = log + Normal.logImprovement((best[f] - prediction.mean(f)) / prediction.deviation);
        }
        return logs;
    }

    private static double[] shares(double[] logs) {
        double largest = largest(logs);
        double[] shares = new double[logs.length];
        for (int f = 0; f < logs.length; f++) {
            shares[f] = StrictMath.exp(logs[f] - largest);
        }
        return shares;
    }

    private static double largest(double[] logs) {
        double largest = logs[0];
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        return largest;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
