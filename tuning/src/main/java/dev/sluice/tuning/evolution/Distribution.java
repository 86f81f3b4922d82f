package dev.sluice.tuning.evolution;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The normal distribution of CMA-ES and its update by a generation (N. Hansen, The CMA Evolution Strategy: A Tutorial,
 * 2016, figure 6), with the negative weights of its active variant.
 *
 * <p>Notation of the tutorial: {@code m} mean, {@code σ} step size, {@code C} covariance, {@code p_σ}, {@code p_c} evolution
 * paths, {@code λ} size of a generation, {@code μ_eff} variance effective selection mass.
 */
final class Distribution {
    private final int d;
    private final int lambda;
    private final double[] weights;
    private final double muEff;
    private final double cSigma;
    private final double dSigma;
    private final double cC;
    private final double c1;
    private final double cMu;
    /** The expected length of a standard normal vector. */
    private final double expected;

    private final double[] m;
    private double sigma;
    private final double[][] c;
    private final double[] pSigma;
    private final double[] pC;
    private int generation;
    /** Eigenvectors of C by column; the square roots of its eigenvalues follow. */
    private double[][] b;

    private double[] roots;

    /**
     * Creates the initial distribution.
     *
     * @param mean {@code [d]}. Not modified.
     */
    Distribution(double[] mean, double sigma, int lambda) {
        d = mean.length;
        this.lambda = lambda;
        m = mean.clone();
        this.sigma = sigma;
        weights = new double[lambda];
        int mu = lambda / 2;
        double sum = 0;
        double squares = 0;
        double negative = 0;
        double negativeSquares = 0;
        for (int i = 0; i < lambda; i++) {
            weights[i] = StrictMath.log((lambda + 1) / 2.0) - StrictMath.log(i + 1);
            if (i < mu) {
                sum += weights[i];
                squares += weights[i] * weights[i];
            } else {
                negative += Math.abs(weights[i]);
                negativeSquares += weights[i] * weights[i];
            }
        }
        muEff = sum * sum / squares;
        double muEffNegative = negativeSquares == 0 ? 0 : negative * negative / negativeSquares;
        c1 = 2 / ((d + 1.3) * (d + 1.3) + muEff);
        cMu = Math.min(1 - c1, 2 * (muEff - 2 + 1 / muEff) / ((d + 2) * (d + 2) + muEff));
        double most = Math.min(
                1 + c1 / Math.max(cMu, 1e-300),
                Math.min(1 + 2 * muEffNegative / (muEff + 2), (1 - c1 - cMu) / (d * Math.max(cMu, 1e-300))));
        for (int i = 0; i < lambda; i++) {
            weights[i] *= i < mu ? 1 / sum : negative == 0 ? 0 : most / negative;
        }
        cSigma = (muEff + 2) / (d + muEff + 5);
        dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (d + 1)) - 1) + cSigma;
        cC = (4 + muEff / d) / (d + 4 + 2 * muEff / d);
        expected = Math.sqrt(d) * (1 - 1 / (4.0 * d) + 1 / (21.0 * d * d));
        c = new double[d][d];
        b = new double[d][d];
        roots = new double[d];
        for (int i = 0; i < d; i++) {
            c[i][i] = 1;
            b[i][i] = 1;
            roots[i] = 1;
        }
        pSigma = new double[d];
        pC = new double[d];
    }

    /** The weights of a generation, best first; those of the better half are positive and sum to 1. */
    double[] weights() {
        return weights.clone();
    }

    /**
     * Transforms standard normal numbers to a vector of the distribution.
     *
     * @param z {@code [d]}. Not modified.
     */
    double[] vector(double[] z) {
        double[] x = m.clone();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                x[i] += sigma * b[i][j] * roots[j] * z[j];
            }
        }
        return x;
    }

    /** The standard deviation along an axis. */
    double deviation(int axis) {
        return sigma * Math.sqrt(c[axis][axis]);
    }

    /**
     * Updates the distribution by a generation.
     *
     * @param best its vectors, best first, {@code [λ][d]}; NaN for unknown elements, which count as the mean. Not modified.
     */
    void update(List<double[]> best) {
        double[][] y = new double[lambda][d];
        double[] step = new double[d];
        for (int k = 0; k < lambda; k++) {
            for (int i = 0; i < d; i++) {
                double value = best.get(k)[i];
                y[k][i] = Double.isNaN(value) ? 0 : (value - m[i]) / sigma;
                step[i] += Math.max(0, weights[k]) * y[k][i];
            }
        }
        for (int i = 0; i < d; i++) {
            m[i] += sigma * step[i];
        }
        double[] whitened = whitened(step);
        double rate = Math.sqrt(cSigma * (2 - cSigma) * muEff);
        for (int i = 0; i < d; i++) {
            pSigma[i] = (1 - cSigma) * pSigma[i] + rate * whitened[i];
        }
        double length = Math.sqrt(dot(pSigma, pSigma));
        generation++;
        double forgotten = Math.sqrt(1 - StrictMath.pow(1 - cSigma, 2.0 * generation));
        double steady = length / forgotten < (1.4 + 2.0 / (d + 1)) * expected ? 1 : 0;
        double pathRate = steady * Math.sqrt(cC * (2 - cC) * muEff);
        for (int i = 0; i < d; i++) {
            pC[i] = (1 - cC) * pC[i] + pathRate * step[i];
        }
        adapt(y, steady);
        // One generation may increase the step size by a factor of e at most.
        sigma *= StrictMath.exp(Math.min(1, cSigma / dSigma * (length / expected - 1)));
        decompose();
    }

    private void adapt(double[][] y, double steady) {
        double weightSum = 0;
        double[] applied = new double[lambda];
        for (int k = 0; k < lambda; k++) {
            weightSum += weights[k];
            applied[k] = weights[k];
            if (weights[k] < 0) {
                double[] white = whitened(y[k]);
                applied[k] *= d / Math.max(dot(white, white), 1e-300);
            }
        }
        double kept = 1 + c1 * (1 - steady) * cC * (2 - cC) - c1 - cMu * weightSum;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int k = 0; k < lambda; k++) {
                    sum += applied[k] * y[k][i] * y[k][j];
                }
                c[i][j] = kept * c[i][j] + c1 * pC[i] * pC[j] + cMu * sum;
            }
        }
    }

    /** {@code C^(−1/2) y}. */
    private double[] whitened(double[] y) {
        double[] rotated = new double[d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < d; i++) {
                rotated[j] += b[i][j] * y[i];
            }
            rotated[j] /= roots[j];
        }
        double[] white = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                white[i] += b[i][j] * rotated[j];
            }
        }
        return white;
    }

    private void decompose() {
        DMatrixRMaj matrix = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                matrix.set(i, j, 0.5 * (c[i][j] + c[j][i]));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(matrix)) {
            return;
        }
        for (int j = 0; j < d; j++) {
            roots[j] = Math.sqrt(Math.max(1e-16, eigen.getEigenvalue(j).getReal()));
            for (int i = 0; i < d; i++) {
                b[i][j] = eigen.getEigenVector(j).get(i, 0);
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
