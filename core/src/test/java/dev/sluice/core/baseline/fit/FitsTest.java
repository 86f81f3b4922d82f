package dev.sluice.core.baseline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitsTest {
    @Test
    void leastSquares_dependentInputs_stillFindTheMap() {
        LeastSquares squares = new LeastSquares(3, 1, 0);
        CounterRandom numbers = CounterRandom.of(1, "numbers", 0);
        for (int row = 0; row < 50; row++) {
            double x = numbers.normal(2L * row);
            double y = numbers.normal(2L * row + 1);
            squares.add(new double[] {x, y, x + y}, new double[] {2 * x - y + 5});
        }

        LinearMap map = squares.solve();

        assertThat(map.apply(new double[] {3, 4, 7})[0]).isCloseTo(7, within(1e-5));
    }

    @Test
    void logistic_fit_isWhereTheGradientVanishes() {
        List<double[]> rows = new ArrayList<>();
        List<double[]> answers = new ArrayList<>();
        CounterRandom numbers = CounterRandom.of(2, "numbers", 0);
        for (int row = 0; row < 90; row++) {
            int right = row % 3;
            rows.add(new double[] {numbers.normal(2L * row) + right, numbers.normal(2L * row + 1) - right});
            double[] answer = new double[3];
            answer[right] = 1;
            answers.add(answer);
        }

        LinearMap map = Logistic.fit(rows, answers, 1, false);

        // The gradient of the penalized likelihood, computed apart: Σ (p − y) x + w, and Σ (p − y) for the constants.
        double[][] gradient = new double[3][3];
        for (int row = 0; row < rows.size(); row++) {
            double[] scores = map.apply(rows.get(row));
            double total = 0;
            for (double score : scores) {
                total += Math.exp(score);
            }
            for (int c = 0; c < 3; c++) {
                double error = Math.exp(scores[c]) / total - answers.get(row)[c];
                gradient[c][0] += error * rows.get(row)[0];
                gradient[c][1] += error * rows.get(row)[1];
                gradient[c][2] += error;
            }
        }
        for (int c = 0; c < 3; c++) {
            assertThat(gradient[c][0] + map.weights().get(c, 0)).isCloseTo(0, within(1e-3));
            assertThat(gradient[c][1] + map.weights().get(c, 1)).isCloseTo(0, within(1e-3));
            assertThat(gradient[c][2]).isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void summaryNumbers_seriesWithGaps_areOfWhatIsKnown() {
        Matrix values = Matrix.wrap(5, 1, 2, Double.NaN, 4, 6, Double.NaN);
        Example example = new Example(Map.of("x", new Sequence.Series(values)), Map.of());

        double[] numbers = new SummaryNumbers().of(example).getFirst();

        // Mean, deviation, least, greatest, first, last, slope over t = 0, 2, 3, mean change, share missing, steps.
        assertThat(numbers)
                .containsExactly(
                        new double[] {4, Math.sqrt(8 / 3.0), 2, 6, 2, 6, 6 / (14 / 3.0), 2, 0.4, 5}, within(1e-12));
    }

    @Test
    void resampled_otherLengths_goStraightBetweenSteps() {
        Matrix values = Matrix.wrap(3, 1, 0, 10, 30);
        Example example = new Example(Map.of("x", new Sequence.Series(values)), Map.of());

        assertThat(new Resampled(5).of(example).getFirst()).containsExactly(0, 5, 10, 20, 30);
        assertThat(new Resampled(1).of(example).getFirst()).containsExactly(30);
    }

    @Test
    void standardizer_constantOrUnknownColumns_becomeZero() {
        Standardizer standardizer =
                Standardizer.fit(List.of(new double[] {5, Double.NaN, 1}, new double[] {5, Double.NaN, 3}));

        assertThat(standardizer.apply(new double[] {9, 4, 4})).containsExactly(0, 0, 2);
        assertThat(standardizer.apply(new double[] {5, 4, Double.NaN})).containsExactly(0, 0, 0);
    }
}
