package dev.sluice.tuning.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.kernel.CounterRandom;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Against the textbook's formulas, with an explicit inverse. */
final class GaussianProcessTest {
    private static final double[][] X = {{0.1, 0.9}, {0.4, 0.2}, {0.7, 0.6}, {0.95, 0.1}};
    private static final double[] Y = {1.2, -0.7, 0.3, -0.8};
    private static final int[] OWNERS = {0, 1};
    private static final double[] THETA = {Math.log(0.4), Math.log(0.8), Math.log(0.01)};

    @Test
    void prediction_agreesWithTheFormulas() {
        double[] at = {0.5, 0.5};
        DMatrixRMaj inverse = inverse();
        double ones = 0;
        double onesY = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                ones += inverse.get(i, j);
                onesY += inverse.get(i, j) * Y[j];
            }
        }
        double m = onesY / ones;
        double q = 0;
        double mean = m;
        double explained = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                q += (Y[i] - m) * inverse.get(i, j) * (Y[j] - m);
                mean += correlation(X[i], at) * inverse.get(i, j) * (Y[j] - m);
                explained += correlation(X[i], at) * inverse.get(i, j) * correlation(X[j], at);
            }
        }
        double variance = (q + 2 * Likelihood.RATE) / (4 + 2 * Likelihood.SHAPE);
        GaussianProcess.Prediction prediction = new GaussianProcess(X, OWNERS, Y, THETA).new Prediction(at);
        assertThat(prediction.mean(0)).isCloseTo(mean, within(1e-12));
        assertThat(prediction.deviation()).isCloseTo(Math.sqrt(variance * (1 - explained)), within(1e-12));
    }

    @Test
    void likelihood_agreesWithTheFormulas() {
        Priors priors = new Priors(2);
        DMatrixRMaj inverse = inverse();
        double ones = 0;
        double onesY = 0;
        double q = 0;
        for (int i = 0; i < 16; i++) {
            ones += inverse.data[i];
            onesY += inverse.data[i] * Y[i % 4];
        }
        double m = onesY / ones;
        for (int i = 0; i < 16; i++) {
            q += (Y[i / 4] - m) * inverse.data[i] * (Y[i % 4] - m);
        }
        double expected = (2 + Likelihood.SHAPE) * Math.log(q + 2 * Likelihood.RATE)
                - 0.5 * Math.log(CommonOps_DDRM.det(inverse))
                + priors.penalty(THETA, new double[3]);
        assertThat(new Likelihood(X, OWNERS, Y, priors).at(THETA, new double[3]))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void likelihood_gradient_agreesWithDifferences() {
        Likelihood likelihood = new Likelihood(X, OWNERS, Y, new Priors(2));
        double[] gradient = new double[3];
        likelihood.at(THETA, gradient);
        for (int i = 0; i < 3; i++) {
            double[] up = THETA.clone();
            double[] down = THETA.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double difference = (likelihood.at(up, new double[3]) - likelihood.at(down, new double[3])) / 2e-5;
            assertThat(gradient[i]).isCloseTo(difference, within(1e-7));
        }
    }

    @Test
    void imagine_zeros_areTheMeansAtThePendingPoints() {
        double[][] withPending = {X[0], X[1], X[2], X[3], {0.5, 0.5}};
        double mean = new GaussianProcess(X, OWNERS, Y, THETA).new Prediction(withPending[4]).mean(0);
        GaussianProcess process = new GaussianProcess(withPending, OWNERS, Y, THETA);
        process.imagine(new double[][] {{0}, {2}, {-2}});
        // What is imagined is noisy, as what is observed is: the mean moves most of the way.
        assertThat(process.new Prediction(withPending[4]).mean(0)).isCloseTo(mean, within(1e-12));
        double up = process.new Prediction(withPending[4]).mean(1) - mean;
        assertThat(up).isPositive();
        assertThat(process.new Prediction(withPending[4]).mean(2) - mean).isCloseTo(-up, within(1e-12));
        // A pending point is as certain as an observed one, whatever is imagined.
        assertThat(process.new Prediction(withPending[4]).deviation())
                .isLessThan(0.4 * new GaussianProcess(X, OWNERS, Y, THETA).new Prediction(withPending[4]).deviation());
    }

    @Test
    void best_isTheLowestMeanAtAPoint() {
        GaussianProcess process = new GaussianProcess(X, OWNERS, Y, THETA);
        double lowest = Double.POSITIVE_INFINITY;
        for (double[] each : X) {
            lowest = Math.min(lowest, process.new Prediction(each).mean(0));
        }
        assertThat(process.best(0)).isCloseTo(lowest, within(1e-12));
    }

    @Test
    void expectedImprovement_agreesWithTheDirectFormAndItsDifferences() {
        double[][] withPending = {X[0], X[1], X[2], X[3], {0.2, 0.3}};
        GaussianProcess one = new GaussianProcess(withPending, OWNERS, Y, THETA);
        GaussianProcess other = new GaussianProcess(
                withPending, OWNERS, Y, new double[] {Math.log(0.7), Math.log(0.3), Math.log(1e-3)});
        CounterRandom random = CounterRandom.of(1, "draws", 0);
        for (GaussianProcess process : List.of(one, other)) {
            process.imagine(new double[][] {{random.normal(0)}, {random.normal(1)}, {random.normal(2)}});
        }
        ExpectedImprovement improvement = new ExpectedImprovement(List.of(one, other));
        double[] at = {0.6, 0.25};
        double sum = 0;
        for (GaussianProcess process : List.of(one, other)) {
            for (int f = 0; f < 3; f++) {
                GaussianProcess.Prediction prediction = process.new Prediction(at);
                double z = (process.best(f) - prediction.mean(f)) / prediction.deviation();
                sum += prediction.deviation() * (Normal.density(z) + z * Normal.distribution(z));
            }
        }
        double[] gradient = new double[2];
        assertThat(improvement.at(at, gradient)).isCloseTo(Math.log(sum / 6), within(1e-10));
        assertThat(improvement.at(at)).isEqualTo(improvement.at(at, new double[2]));
        for (int i = 0; i < 2; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += 1e-6;
            down[i] -= 1e-6;
            assertThat(gradient[i]).isCloseTo((improvement.at(up) - improvement.at(down)) / 2e-6, within(1e-6));
        }
    }

    @Test
    void process_ofPointsThatCoincide_stillPredicts() {
        double[][] same = {X[0], X[0].clone(), X[1], X[1].clone()};
        double[] theta = {0, 0, Math.log(1e-16)};
        GaussianProcess process = new GaussianProcess(same, OWNERS, new double[] {1, 1, 2, 2}, theta);
        assertThat(process.new Prediction(X[1]).mean(0)).isCloseTo(2, within(1e-3));
    }

    private static DMatrixRMaj inverse() {
        DMatrixRMaj c = new DMatrixRMaj(4, 4);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                c.set(i, j, correlation(X[i], X[j]) + (i == j ? 0.01 : 0));
            }
        }
        CommonOps_DDRM.invert(c);
        return c;
    }

    private static double correlation(double[] a, double[] b) {
        double r = Math.sqrt(Math.pow((a[0] - b[0]) / 0.4, 2) + Math.pow((a[1] - b[1]) / 0.8, 2));
        return (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r);
    }
}
