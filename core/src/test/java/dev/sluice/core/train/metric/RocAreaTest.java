package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocAreaTest {
    private static double area(double[] scores, double[] targets) {
        Metric.Count count = new RocArea().start();
        count.add(Matrix.wrap(scores.length, 1, scores), Matrix.wrap(targets.length, 1, targets));
        return count.value();
    }

    @Test
    void value_oneColumn_isTheShareOfPairsInTheRightOrder() {
        assertThat(area(new double[] {1, 2, 3, 4}, new double[] {0, 0, 1, 1})).isEqualTo(1);
        assertThat(area(new double[] {4, 3, 2, 1}, new double[] {0, 0, 1, 1})).isZero();
        // Of 2 · 2 pairs 3 are right.
        assertThat(area(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1}))
                .isEqualTo(0.75);
    }

    @Test
    void value_equalScores_countHalf() {
        assertThat(area(new double[] {7, 7, 7}, new double[] {1, 0, 0})).isEqualTo(0.5);
        // Pairs: 2 over 1 right, 2 over 2 half, 1 over 1 half, 1 over 2 wrong.
        assertThat(area(new double[] {1, 2, 1, 2}, new double[] {0, 0, 1, 1})).isEqualTo(0.5);
        assertThat(area(new double[] {1, 1, 2}, new double[] {0, 1, 1})).isEqualTo(0.75);
    }

    @Test
    void value_oneClassOnlyOrNothing_isNan() {
        assertThat(area(new double[] {1, 2}, new double[] {1, 1})).isNaN();
        assertThat(area(new double[] {1, 2}, new double[] {0, 0})).isNaN();
        assertThat(new RocArea().start().value()).isNaN();
        assertThat(area(new double[] {1, Double.NaN}, new double[] {1, 0})).isNaN();
    }

    @Test
    void value_twoColumns_compareTheFirstClassByTheDifference() {
        Metric.Count count = new RocArea().start();
        Matrix outputs = Matrix.wrap(3, 2, 5, 5, 1, 0, 3, 4);
        Matrix targets = Matrix.wrap(3, 2, 0, 1, 1, 0, 0, 1);
        count.add(outputs, targets);
        assertThat(count.value()).as("1 over 0 and over -1").isEqualTo(1);
    }

    @Test
    void value_randomScoresWithTies_isThatOfAllPairs() {
        SplittableRandom random = new SplittableRandom(1);
        double[] scores = new double[200];
        double[] targets = new double[200];
        for (int i = 0; i < scores.length; i++) {
            targets[i] = random.nextInt(4) == 0 ? 1 : 0;
            scores[i] = random.nextInt(12) + 2 * targets[i];
        }
        double won = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (targets[i] == 1 && targets[j] == 0) {
                    pairs++;
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(area(scores, targets)).isCloseTo(won / pairs, within(1e-12)).isBetween(0.55, 0.8);
    }

    @Test
    void add_threeClasses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RocArea().start().add(Matrix.zeros(1, 3), Matrix.zeros(1, 3)))
                .withMessageContaining("there are 3");
    }
}
