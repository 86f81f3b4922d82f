package dev.sluice.tuning.gaussian;

import java.util.Arrays;
import java.util.List;

/**
 * The logarithm of the expected improvement over the lowest mean so far, averaged over processes and their fantasies (S. Ament
 * et al., Unexpected Improvements to Expected Improvement for Bayesian Optimization, NeurIPS 2023).
 */
final class ExpectedImprovement {
    private final List<GaussianProcess> processes;
    private final int fantasies;
    /** By process and fantasy. */
    private final double[][] best;

    /**
     * Creates the expected improvement of several processes.
     *
     * @param processes with the same number of fantasies
     */
    ExpectedImprovement(List<GaussianProcess> processes) {
        this.processes = processes;
        fantasies = processes.getFirst().fantasies();
        best = new double[processes.size()][fantasies];
        for (int p = 0; p < best.length; p++) {
            for (int f = 0; f < fantasies; f++) {
                best[p][f] = processes.get(p).best(f);
            }
        }
    }

    /** The logarithm at the given features, which are not modified. */
    double at(double[] features) {
        return new Place(features).log();
    }

    /**
     * The logarithm, and its gradient with respect to features.
     *
     * @param features of the point. Not modified.
     * @param gradient output
     */
    double at(double[] features, double[] gradient) {
        Place place = new Place(features);
        place.gradientInto(gradient);
        return place.log();
    }

    /** The predictions of all processes at one point. */
    private final class Place {
        private final GaussianProcess.Prediction[] predictions = new GaussianProcess.Prediction[best.length];
        private final double[][] logs = new double[best.length][fantasies];
        private double largest = Double.NEGATIVE_INFINITY;
        /** Sum of the improvements, in units of the largest. */
        private double sum;

        Place(double[] features) {
            for (int p = 0; p < best.length; p++) {
                predictions[p] = processes.get(p).new Prediction(features);
                double log = StrictMath.log(predictions[p].deviation());
                for (int f = 0; f < fantasies; f++) {
                    logs[p][f] = log + Normal.logImprovement(z(p, f));
                    largest = Math.max(largest, logs[p][f]);
                }
            }
            for (double[] ofProcess : logs) {
                for (double log : ofProcess) {
                    sum += StrictMath.exp(log - largest);
                }
            }
        }

        private double z(int process, int fantasy) {
            return (best[process][fantasy] - predictions[process].mean(fantasy)) / predictions[process].deviation();
        }

        double log() {
            return largest + StrictMath.log(sum / (best.length * fantasies));
        }

        void gradientInto(double[] gradient) {
            Arrays.fill(gradient, 0);
            for (int p = 0; p < best.length; p++) {
                double[] toMean = new double[fantasies];
                double toDeviation = 0;
                for (int f = 0; f < fantasies; f++) {
                    double share = StrictMath.exp(logs[p][f] - largest) / sum / predictions[p].deviation();
                    toMean[f] = -share * Normal.distributionShare(z(p, f));
                    toDeviation += share * Normal.densityShare(z(p, f));
                }
                double[] own = predictions[p].gradient(toMean, toDeviation);
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += own[i];
                }
            }
        }
    }
}
