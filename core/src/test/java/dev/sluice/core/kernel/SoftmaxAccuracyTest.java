package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.BOTH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distance of softmax from double precision, for rows from two classes to a large vocabulary and scores of any spread. */
class SoftmaxAccuracyTest {
    private static final double LIMIT = 2.0;

    @ParameterizedTest
    @CsvSource({
        "2, 100000",
        "3, 70000",
        "15, 20000",
        "16, 20000",
        "17, 20000",
        "64, 5000",
        "100, 3000",
        "1000, 300",
        "10007, 40",
        "100003, 4"
    })
    void softmaxRows_scoresOfAnySpread_isWithinTwoUlp(int columns, int rows) {
        for (float spread : new float[] {0.01f, 1, 10, 60, 200}) {
            float[] scores = new float[rows * columns];
            CounterRandom.of(3, "scores", columns).normalInto(0, scores, 0, scores.length);
            for (int i = 0; i < scores.length; i++) {
                scores[i] *= spread;
            }
            float[][] out = new float[BOTH.size()][scores.length];
            for (int k = 0; k < BOTH.size(); k++) {
                BOTH.get(k).rows().softmaxRows(rows, columns, scores, 0, columns, out[k], 0, columns);
            }
            Fixtures.assertSameBits(out[1], out[0], "softmax of rows of " + columns);
            double worst = 0;
            for (int row = 0; row < rows; row++) {
                worst = Math.max(worst, worst(scores, out[0], row * columns, columns));
            }
            assertThat(worst).as("spread %s", spread).isLessThanOrEqualTo(LIMIT);
        }
    }

    private static double worst(float[] scores, float[] actual, int from, int columns) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + columns; i++) {
            max = Math.max(max, scores[i]);
        }
        double sum = 0;
        for (int i = from; i < from + columns; i++) {
            sum += Math.exp(scores[i] - max);
        }
        double worst = 0;
        for (int i = from; i < from + columns; i++) {
            double truth = Math.exp(scores[i] - max) / sum;
            worst = Math.max(worst, Math.abs(actual[i] - truth) / Math.ulp((float) truth));
        }
        return worst;
    }
}
