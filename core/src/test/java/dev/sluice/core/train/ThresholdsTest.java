package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.core.train.metric.DecidedMetric;
import dev.sluice.core.train.metric.MacroF1;
import dev.sluice.core.train.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final ClassEncoding TAGS =
            new ClassEncoding(Labels.of(List.of("hot", "loud")), ClassEncoding.Form.ZEROS_AND_ONES);
    private static final ClassEncoding STATES =
            new ClassEncoding(Labels.of(List.of("bad", "fine")), ClassEncoding.Form.NUMBER);

    /** Of "hot" the best place is between -1 and -3; "loud" never holds. */
    private static final Matrix SCORES = Matrix.wrap(5, 2, 1, -1, -1, 2, -3, 0.5, -4, -2, -5, 1);

    private static final Matrix HOLDS = Matrix.wrap(5, 2, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0);

    private static double value(Metric metric, Matrix scores, Matrix targets) {
        Metric.Count count = metric.start();
        count.add(scores, targets);
        return count.value();
    }

    @Test
    void of_severalMayHold_eachLabelHasItsBestPlace() {
        List<Threshold> chosen = new Thresholds(new MacroF1()).of(TAGS, SCORES, HOLDS);

        assertThat(chosen.get(0).probability()).isCloseTo(1 / (1 + Math.exp(2)), within(1e-12));
        assertThat(chosen.get(0).before()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(chosen.get(0).after()).isEqualTo(1);
        assertThat(chosen.get(1).holding()).isZero();
    }

    @Test
    void of_labelNeverHolds_metricOfErrors_predictsNone() {
        List<Threshold> chosen = new Thresholds(new Accuracy()).of(TAGS, SCORES, HOLDS);

        assertThat(chosen.get(1).probability()).isGreaterThan(1 / (1 + Math.exp(-2)));
        assertThat(chosen.get(1).after()).isEqualTo(1);
    }

    @Test
    void of_twoClasses_secondIsPredictedAboveItsThreshold() {
        Matrix scores = Matrix.wrap(4, 2, 0, 3, 0, 2, 0, 1, 0, -1);
        Matrix right = Matrix.wrap(4, 1, 1, 1, 0, 0);

        List<Threshold> chosen = new Thresholds(new MacroF1()).of(STATES, scores, right);
        ClassEncoding decided = STATES.withThresholds(Thresholds.probabilities(chosen, STATES));

        assertThat(chosen).hasSize(1);
        assertThat(chosen.getFirst().probability()).isCloseTo(1 / (1 + Math.exp(-1.5)), within(1e-12));
        assertThat(value(new Accuracy().forTarget(STATES), scores, right)).isEqualTo(0.75);
        assertThat(value(DecidedMetric.of(new Accuracy().forTarget(decided), decided), scores, right))
                .isEqualTo(1);
    }

    @Test
    void of_manyPlaces_triesAnEvenSample() {
        int rows = 4000;
        Matrix scores = Matrix.zeros(rows, 1);
        Matrix right = Matrix.zeros(rows, 1);
        for (int row = 0; row < rows; row++) {
            scores.array()[row] = row * 1e-3 - 3.9;
            right.array()[row] = row >= 1000 ? 1 : 0;
        }
        ClassEncoding one = new ClassEncoding(Labels.of(List.of("on")), ClassEncoding.Form.ZEROS_AND_ONES);

        assertThat(new Thresholds(new MacroF1())
                        .of(one, scores, right)
                        .getFirst()
                        .after())
                .isGreaterThan(0.99);
    }
}
