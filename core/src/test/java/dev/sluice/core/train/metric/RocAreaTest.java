package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocAreaTest {
    private static double area(float[] scores, float[] targets) {
        Metric.Count count = new RocArea().start();
        count.add(Tensor.wrap(Shape.of(scores.length, 1), scores), Tensor.wrap(Shape.of(targets.length, 1), targets));
        return count.value();
    }

    @Test
    void value_oneColumn_isTheShareOfPairsInTheRightOrder() {
        assertThat(area(new float[] {1, 2, 3, 4}, new float[] {0, 0, 1, 1})).isEqualTo(1);
        assertThat(area(new float[] {4, 3, 2, 1}, new float[] {0, 0, 1, 1})).isZero();
        // Of 2 · 2 pairs 3 are right.
        assertThat(area(new float[] {0.1f, 0.4f, 0.35f, 0.8f}, new float[] {0, 0, 1, 1}))
                .isEqualTo(0.75);
    }

    @Test
    void value_equalScores_countHalf() {
        assertThat(area(new float[] {7, 7, 7}, new float[] {1, 0, 0})).isEqualTo(0.5);
        // Pairs: 2 over 1 right, 2 over 2 half, 1 over 1 half, 1 over 2 wrong.
        assertThat(area(new float[] {1, 2, 1, 2}, new float[] {0, 0, 1, 1})).isEqualTo(0.5);
        assertThat(area(new float[] {1, 1, 2}, new float[] {0, 1, 1})).isEqualTo(0.75);
    }

    @Test
    void value_oneClassOnlyOrNothing_isNan() {
        assertThat(area(new float[] {1, 2}, new float[] {1, 1})).isNaN();
        assertThat(area(new float[] {1, 2}, new float[] {0, 0})).isNaN();
        assertThat(new RocArea().start().value()).isNaN();
        assertThat(area(new float[] {1, Float.NaN}, new float[] {1, 0})).isNaN();
    }

    @Test
    void value_twoColumns_compareTheFirstClassByTheDifference() {
        Metric.Count count = new RocArea().start();
        Tensor outputs = Tensor.copyOf(Shape.of(3, 2), 5, 5, 1, 0, 3, 4);
        Tensor targets = Tensor.copyOf(Shape.of(3, 2), 0, 1, 1, 0, 0, 1);
        count.add(outputs, targets);
        assertThat(count.value()).as("1 over 0 and over -1").isEqualTo(1);
    }

    @Test
    void value_randomScoresWithTies_isThatOfAllPairs() {
        SplittableRandom random = new SplittableRandom(1);
        float[] scores = new float[200];
        float[] targets = new float[200];
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
                .isThrownBy(() -> new RocArea().start().add(Tensor.zeros(1, 3), Tensor.zeros(1, 3)))
                .withMessageContaining("there are 3");
    }
}
