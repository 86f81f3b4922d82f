package dev.sluice.tuning.gaussian;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * How badly settings of the kernel explain what was observed: the negative logarithm of the marginal likelihood times the
 * priors, with its gradient. The settings are {@code θ = (log ℓ_1, …, log ℓ_d, log η)}.
 *
 * <p>The constant mean {@code m} is the generalized least-squares one, and the variance {@code s²} the best for the rest
 * under an inverse-gamma prior, so that neither is a setting: with {@code q = (y − m)ᵀ C⁻¹ (y − m)} it is
 * {@code (q + 2b)/(n + 2a)}, and what is minimized {@code (n/2 + a) log(q + 2b) + ½ log|C|} and the priors of θ.
 */
final class Likelihood implements Bounded.Smooth {
    /** The inverse-gamma prior of s² for losses of mean 0 and variance 1. */
    static final double SHAPE = 1;

    static final double RATE = 1;

    private final double[] y;
    private final Priors priors;
    private final int n;
    private final int d;
    /** Squared distances of pairs {@code i > j}, by dimension. */
    private final double[][] squares;

    /**
     * The likelihood of some observations.
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
        double[] slopes = new double[n * (n - 1) / 2];
        DMatrixRMaj c = new DMatrixRMaj(n, n);
        for (int i = 0, pair = 0; i < n; i++) {
            c.data[i * n + i] = 1 + noise;
            for (int j = 0; j < i; j++, pair++) {
                double squared = 0;
                for (int k = 0; k < d; k++) {
                    squared += weights[k] * squares[k][pair];
                }
                double correlation = Matern.correlation(squared);
                slopes[pair] = Matern.slope(squared);
                c.data[i * n + j] = correlation;
                c.data[j * n + i] = correlation;
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(n);
        if (!solver.setA(c)) {
            return Double.POSITIVE_INFINITY;
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = solver.getDecomposition();
        double halfLogDeterminant = 0;
        DMatrixRMaj factor = cholesky.getT(null);
        for (int i = 0; i < n; i++) {
            halfLogDeterminant += StrictMath.log(factor.get(i, i));
        }
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        solver.invert(inverse);

        double[] byOne = new double[n];
        double[] a = new double[n];
        double ones = 0;
        double onesY = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                byOne[i] += inverse.data[i * n + j];
                a[i] += inverse.data[i * n + j] * y[j];
            }
            ones += byOne[i];
            onesY += a[i];
        }
        double mean = onesY / ones;
        double q = 0;
        for (int i = 0; i < n; i++) {
            a[i] -= mean * byOne[i];
            q += a[i] * (y[i] - mean);
        }
        double pull = (0.5 * n + SHAPE) / (q + 2 * RATE);
        java.util.Arrays.fill(gradient, 0);
        for (int i = 0, pair = 0; i < n; i++) {
            gradient[d] += (0.5 * inverse.data[i * n + i] - pull * a[i] * a[i]) * noise;
            for (int j = 0; j < i; j++, pair++) {
                slopes[pair] *= 2 * (0.5 * inverse.data[i * n + j] - pull * a[i] * a[j]);
            }
        }
        for (int k = 0; k < d; k++) {
            double sum = 0;
            for (int pair = 0; pair < slopes.length; pair++) {
                sum += slopes[pair] * squares[k][pair];
            }
            gradient[k] = -2 * weights[k] * sum;
        }
        return (0.5 * n + SHAPE) * StrictMath.log(q + 2 * RATE) + halfLogDeterminant + priors.penalty(theta, gradient);
    }
}
