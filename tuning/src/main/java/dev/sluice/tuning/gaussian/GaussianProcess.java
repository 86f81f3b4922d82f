package dev.sluice.tuning.gaussian;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * A Gaussian process conditioned on observations and on several sampled results ("fantasies") of pending points. The fantasies
 * share everything but their means, because the variance does not depend on results.
 */
final class GaussianProcess {
    private final double[][] x;
    private final int[] owners;
    private final double[] weights;
    private final double noise;
    private final int n;
    private final int observed;
    /** Lower, {@code [n, n]}, row-major. */
    private final double[] factor;

    private final double mean;
    private final double variance;
    /** {@code L⁻¹(y − m)} of the observations. */
    private final double[] white;
    /** {@code C⁻¹(y − m)} by fantasy. */
    private double[][] alphas;
    /** {@code y} by fantasy. */
    private double[][] ys;

    /**
     * The process without fantasies.
     *
     * @param x features, {@code [n][features]}, of observations and then of pending points. Not modified.
     * @param owners the dimension of each feature. Not modified.
     * @param y losses of the observations. Not modified.
     * @param theta settings of the kernel as {@link Likelihood} has them. Not modified.
     */
    GaussianProcess(double[][] x, int[] owners, double[] y, double[] theta) {
        this.x = x;
        this.owners = owners;
        weights = Priors.weights(theta);
        noise = Priors.noise(theta);
        n = x.length;
        observed = y.length;
        factor = factor();
        white = y.clone();
        double[] ones = new double[observed];
        Arrays.fill(ones, 1);
        solveLower(white);
        solveLower(ones);
        mean = dot(ones, white) / dot(ones, ones);
        for (int i = 0; i < observed; i++) {
            white[i] -= mean * ones[i];
        }
        variance = (dot(white, white) + 2 * Likelihood.RATE) / (observed + 2 * Likelihood.SHAPE);
        imagine(new double[1][n - observed]);
    }

    /**
     * Samples results of the pending points from the process's predictions.
     *
     * @param draws standard normal numbers, {@code [fantasies][pending]}; zeros give the means. Not modified.
     */
    void imagine(double[][] draws) {
        alphas = new double[draws.length][];
        ys = new double[draws.length][];
        for (int f = 0; f < draws.length; f++) {
            double[] whole = Arrays.copyOf(white, n);
            for (int i = observed; i < n; i++) {
                whole[i] = Math.sqrt(variance) * draws[f][i - observed];
            }
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = mean;
                for (int j = 0; j <= i; j++) {
                    sum += factor[i * n + j] * whole[j];
                }
                y[i] = sum;
            }
            solveUpper(whole);
            alphas[f] = whole;
            ys[f] = y;
        }
    }

    int fantasies() {
        return alphas.length;
    }

    /** The lowest mean at a point of the process, without noise. */
    double best(int fantasy) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            // R α = y − m − ηα, as (R + ηI) α = y − m.
            best = Math.min(best, ys[fantasy][i] - noise * alphas[fantasy][i]);
        }
        return best;
    }

    /** The prediction at one point. */
    final class Prediction {
        private final double[] at;
        private final double[] squares = new double[n];
        private final double[] correlations = new double[n];
        private final double[] whitened;
        private final double deviation;

        /** Predicts at the given features, which are not modified. */
        Prediction(double[] at) {
            this.at = at;
            for (int i = 0; i < n; i++) {
                squares[i] = squared(x[i], at);
                correlations[i] = Matern.correlation(squares[i]);
            }
            whitened = correlations.clone();
            solveLower(whitened);
            deviation = Math.sqrt(variance * Math.max(1e-14, 1 - dot(whitened, whitened)));
        }

        double deviation() {
            return deviation;
        }

        double mean(int fantasy) {
            return mean + dot(correlations, alphas[fantasy]);
        }

        /**
         * The gradient with respect to features of {@code Σ_f toMean[f] · mean(f) + toDeviation · deviation}.
         *
         * @param toMean one factor for each fantasy. Not modified.
         */
        double[] gradient(double[] toMean, double toDeviation) {
            double[] solved = whitened.clone();
            solveUpper(solved);
            double[] gradient = new double[at.length];
            for (int i = 0; i < n; i++) {
                double weight = -toDeviation * variance / deviation * solved[i];
                for (int f = 0; f < alphas.length; f++) {
                    weight += toMean[f] * alphas[f][i];
                }
                double slope = 2 * weight * Matern.slope(squares[i]);
                for (int k = 0; k < at.length; k++) {
                    gradient[k] += slope * weights[owners[k]] * (at[k] - x[i][k]);
                }
            }
            return gradient;
        }
    }

    private double squared(double[] a, double[] b) {
        double squared = 0;
        for (int k = 0; k < a.length; k++) {
            double difference = a[k] - b[k];
            squared += weights[owners[k]] * difference * difference;
        }
        return squared;
    }

    private double[] factor() {
        DMatrixRMaj c = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double correlation = Matern.correlation(squared(x[i], x[j]));
                c.data[i * n + j] = correlation;
                c.data[j * n + i] = correlation;
            }
        }
        // Nearly identical points can make the matrix singular in float64.
        for (double jitter = 0; jitter < 1; jitter = Math.max(1e-9, 10 * jitter)) {
            DMatrixRMaj tried = c.copy();
            for (int i = 0; i < n; i++) {
                tried.data[i * n + i] = 1 + noise + jitter;
            }
            CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
            if (cholesky.decompose(tried)) {
                return cholesky.getT(null).data;
            }
        }
        throw new IllegalStateException("a correlation matrix plus its diagonal must be positive definite");
    }

    /** {@code L⁻¹ b} in place, for as many rows as there are elements. */
    private void solveLower(double[] b) {
        for (int i = 0; i < b.length; i++) {
            double sum = b[i];
            int row = i * n;
            for (int j = 0; j < i; j++) {
                sum -= factor[row + j] * b[j];
            }
            b[i] = sum / factor[row + i];
        }
    }

    /** {@code L⁻ᵀ b} in place. */
    private void solveUpper(double[] b) {
        for (int i = n - 1; i >= 0; i--) {
            double solved = b[i] / factor[i * n + i];
            b[i] = solved;
            for (int j = 0; j < i; j++) {
                b[j] -= factor[i * n + j] * solved;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
