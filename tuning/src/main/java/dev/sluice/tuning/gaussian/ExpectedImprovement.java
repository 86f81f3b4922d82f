package dev.sluice.tuning.gaussian;

/**
 * The logarithm of the expected improvement over the lowest mean so far, averaged over fantasies (S. Ament et al.,
 * Unexpected Improvements to Expected Improvement for Bayesian Optimization, NeurIPS 2023).
 */
final class ExpectedImprovement {
    private final java.util.List<GaussianProcess> processes;
    private final int fantasies;
    private final double[] best;

    ExpectedImprovement(java.util.List<GaussianProcess> processes, double margin) {
        this.processes = processes;
        fantasies = processes.get(0).fantasies();
        best = new double[processes.size() * fantasies];
        for (int i = 0; i < best.length; i++) {
            best[i] = processes.get(i / fantasies).best(i % fantasies) - margin;
        }
    }

    /** The logarithm at some features. Not modified. */
    double at(double[] features) {
        double[] logs = logs(predictions(features));
        return largest(logs) + StrictMath.log(sum(shares(logs)) / logs.length);
    }

    private GaussianProcess.Prediction[] predictions(double[] features) {
        GaussianProcess.Prediction[] predictions = new GaussianProcess.Prediction[processes.size()];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = processes.get(i).new Prediction(features);
        }
        return predictions;
    }

    double at(double[] features, double[] gradient) {
        GaussianProcess.Prediction[] predictions = predictions(features);
        double[] logs = logs(predictions);
        double[] shares = shares(logs);
        double sum = sum(shares);
        java.util.Arrays.fill(gradient, 0);
        for (int p = 0; p < predictions.length; p++) {
            double[] toMean = new double[fantasies];
            double toDeviation = 0;
            for (int f = 0; f < fantasies; f++) {
                int i = p * fantasies + f;
                double z = (best[i] - predictions[p].mean(f)) / predictions[p].deviation;
                double share = shares[i] / sum / predictions[p].deviation;
                toMean[f] = -share * Normal.distributionShare(z);
                toDeviation += share * Normal.densityShare(z);
            }
            double[] g = predictions[p].gradient(toMean, toDeviation);
            for (int k = 0; k < g.length; k++) {
                gradient[k] += g[k];
            }
        }
        return largest(logs) + StrictMath.log(sum / logs.length);
    }

    private double[] logs(GaussianProcess.Prediction[] predictions) {
        double[] logs = new double[best.length];
        for (int i = 0; i < best.length; i++) {
            GaussianProcess.Prediction p = predictions[i / fantasies];
            logs[i] = StrictMath.log(p.deviation) + Normal.logImprovement((best[i] - p.mean(i % fantasies)) / p.deviation);
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
