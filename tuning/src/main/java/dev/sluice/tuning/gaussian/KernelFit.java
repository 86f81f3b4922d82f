package dev.sluice.tuning.gaussian;

import dev.sluice.core.kernel.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Fits kernel settings to the observations: the most likely settings, and others drawn from the normal distribution with the
 * likelihood's curvature there (Laplace's approximation). With few observations a single estimate would be overconfident.
 */
final class KernelFit {
    private static final int ITERATIONS = 40;
    /** Tolerance in nats; a smaller gain does not change predictions. */
    private static final double GAIN = 1e-3;

    private static final double FLAT = 1e-2;
    private static final double STEP = 1e-3;
    /** Smallest curvature of the likelihood; smaller ones are raised to it. */
    private static final double LEAST_CURVATURE = 0.5;

    private final Likelihood likelihood;
    private final Priors priors;

    KernelFit(Likelihood likelihood, Priors priors) {
        this.likelihood = likelihood;
        this.priors = priors;
    }

    /** Settings, the most likely first. */
    List<double[]> settings(int count, CounterRandom random) {
        double[] best = best();
        int n = best.length;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        List<double[]> settings = new ArrayList<>(List.of(best));
        if (!eigen.decompose(curvature(best))) {
            return settings;
        }
        double[] least = priors.least();
        double[] most = priors.most();
        for (int k = 1; k < count; k++) {
            double[] theta = best.clone();
            for (int i = 0; i < n; i++) {
                double curvature =
                        Math.max(LEAST_CURVATURE, eigen.getEigenvalue(i).getReal());
                double along = random.normal((long) k * n + i) / Math.sqrt(curvature);
                for (int j = 0; j < n; j++) {
                    theta[j] += along * eigen.getEigenVector(i).get(j, 0);
                }
            }
            for (int j = 0; j < n; j++) {
                theta[j] = Math.max(least[j], Math.min(most[j], theta[j]));
            }
            settings.add(theta);
        }
        return settings;
    }

    private double[] best() {
        Bounded.Minimum smooth = from(priors.settings(priors.expectedScale(), 1e-4));
        Bounded.Minimum rough = from(priors.settings(0.3, 1e-2));
        return smooth.value() <= rough.value() ? smooth.x() : rough.x();
    }

    private Bounded.Minimum from(double[] start) {
        return Bounded.minimize(likelihood, start, priors.least(), priors.most(), ITERATIONS, FLAT, GAIN);
    }

    /** The Hessian, by differences of the gradient. */
    private DMatrixRMaj curvature(double[] at) {
        int n = at.length;
        DMatrixRMaj curvature = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            double[] above = gradient(at, i, STEP);
            double[] below = gradient(at, i, -STEP);
            for (int j = 0; j < n; j++) {
                double half = (above[j] - below[j]) / (4 * STEP);
                curvature.add(i, j, half);
                curvature.add(j, i, half);
            }
        }
        return curvature;
    }

    private double[] gradient(double[] at, int along, double step) {
        double[] moved = at.clone();
        moved[along] += step;
        double[] gradient = new double[at.length];
        likelihood.at(moved, gradient);
        return gradient;
    }
}
