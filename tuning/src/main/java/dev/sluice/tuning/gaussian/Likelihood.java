package dev.sluice.tuning.gaussian;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * The objective of fitting kernel settings: the negative logarithm of the marginal likelihood times the priors, with its
 * gradient. The settings are {@code θ = (log ℓ_1, …, log ℓ_d, log η)}.
 *
 * <p>The constant mean {@code m} is the generalized least-squares one, and the variance {@code s²} the best for the rest
 * under an inverse-gamma prior, so that neither is a setting: with {@code q = (y − m)ᵀ C⁻¹ (y − m)} it is
 * {@code (q + 2b)/(n + 2a)}, and the objective is {@code (n/2 + a) log(q + 2b) + ½ log|C|} plus the priors of θ.
 */
final class Likelihood implements Bounded.Smooth {
    /** The inverse-gamma prior of s² for losses of mean 0 and variance 1: {@code a} and {@code b}. */
    static final double SHAPE = 1;

    static final double RATE = 1;

    private final double[] y;
    private final Priors priors;
    private final int n;
    private final int d;
    /** Squared distances by dimension, of pairs (1, 0), (2, 0), (2, 1), … */
    private final double[][] squares;

    /**
     * Creates the likelihood of the given observations.
     *
     * @param x features, {@code [n][features]}. Not modified.
     * @param owners the dimension of each feature. Not modified.
     * @param y losses, {@code [n]}. Not modified.
     */
    Likelihood(double[][] x, int[] owners, double[] y, Priors priors) {
        this.y = y;
        this.priors = priors;
        n = y.length;
        d = priors.dimensions();
        squares = new double[d][n * (n - 1) / 2];
        for (int i = 1, pair = 0; i < n; i++) {
            for (int j = 0; j < i; j++, pair++) {
                for (int f = 0; f < owners.length; f++) {
                    double difference = x[i][f] - x[j][f];
                    squares[owners[f]][pair] += difference * difference;
                }
            }
        }
    }

    @Override
    public double at(double[] theta, double[] gradient) {
        double[] weights = Priors.weights(theta);
        double noise = Priors.noise(theta);
        double[] distances = distances(weights);
        CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
        LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(cholesky);
        if (!solver.setA(correlations(distances, noise))) {
            return Double.POSITIVE_INFINITY;
        }
        double halfLogDeterminant = 0;
        for (int i = 0; i < n; i++) {
            halfLogDeterminant += StrictMath.log(cholesky.getT().get(i, i));
        }
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        solver.invert(inverse);
        double[] residual = new double[n];
        double q = solveInto(inverse.data, residual);
        double pull = (0.5 * n + SHAPE) / (q + 2 * RATE);
        slopes(distances, inverse.data, residual, pull);
        Arrays.fill(gradient, 0);
        for (int k = 0; k < d; k++) {
            double sum = 0;
            for (int pair = 0; pair < distances.length; pair++) {
                sum += distances[pair] * squares[k][pair];
            }
            gradient[k] = -2 * weights[k] * sum;
        }
        for (int i = 0; i < n; i++) {
            gradient[d] += (0.5 * inverse.data[i * n + i] - pull * residual[i] * residual[i]) * noise;
        }
        return (0.5 * n + SHAPE) * StrictMath.log(q + 2 * RATE) + halfLogDeterminant + priors.penalty(theta, gradient);
    }

    private double[] distances(double[] weights) {
        double[] distances = new double[n * (n - 1) / 2];
        for (int k = 0; k < d; k++) {
            for (int pair = 0; pair < distances.length; pair++) {
                distances[pair] += weights[k] * squares[k][pair];
            }
        }
        return distances;
    }

    private DMatrixRMaj correlations(double[] distances, double noise) {
        DMatrixRMaj c = new DMatrixRMaj(n, n);
        for (int i = 0, pair = 0; i < n; i++) {
            c.data[i * n + i] = 1 + noise;
            for (int j = 0; j < i; j++, pair++) {
                double correlation = Matern.correlation(distances[pair]);
                c.data[i * n + j] = correlation;
                c.data[j * n + i] = correlation;
            }
        }
        return c;
    }

    /** Writes {@code C⁻¹(y − m)} and returns q. */
    private double solveInto(double[] inverse, double[] residual) {
        double[] byOne = new double[n];
        double ones = 0;
        double onesY = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                byOne[i] += inverse[i * n + j];
                residual[i] += inverse[i * n + j] * y[j];
            }
            ones += byOne[i];
            onesY += residual[i];
        }
        double mean = onesY / ones;
        double q = 0;
        for (int i = 0; i < n; i++) {
            residual[i] -= mean * byOne[i];
            q += residual[i] * (y[i] - mean);
        }
        return q;
    }

    /** Replaces squared distances by derivatives with respect to them, over both elements of C for a pair. */
    private void slopes(double[] distances, double[] inverse, double[] residual, double pull) {
        for (int i = 1, pair = 0; i < n; i++) {
            for (int j = 0; j < i; j++, pair++) {
                double byCorrelation = inverse[i * n + j] - 2 * pull * residual[i] * residual[j];
                distances[pair] = Matern.slope(distances[pair]) * byCorrelation;
            }
        }
    }
}
