package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Figures of classes of which several may hold, against their definitions, counted pair by pair. */
class IndependentLabelsTest {
    private static final TargetEncoding SEVERAL =
            new ClassEncoding(Labels.of(List.of("cold", "loud", "wet")), ClassEncoding.Form.ZEROS_AND_ONES);
    private static final TargetEncoding ONE =
            new ClassEncoding(Labels.of(List.of("cold", "loud", "wet")), ClassEncoding.Form.DISTRIBUTION);

    private static final int ROWS = 200;
    private static final int CLASSES = 3;
    private final Matrix scores = Matrix.zeros(ROWS, CLASSES);
    private final Matrix targets = Matrix.zeros(ROWS, CLASSES);

    IndependentLabelsTest() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < scores.array().length; i++) {
            targets.array()[i] = random.nextInt(3) == 0 ? 1 : 0;
            scores.array()[i] = Math.round(4 * random.nextGaussian(targets.array()[i] - 0.5, 1)) / 4.0;
        }
    }

    private Metric.Count count(Metric metric) {
        Metric.Count count = metric.forTarget(SEVERAL).start();
        count.add(scores.rows(0, 71), targets.rows(0, 71));
        count.add(scores.rows(71, ROWS), targets.rows(71, ROWS));
        return count;
    }

    private static double[] values(Metric.Count count) {
        return count.byClass().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private boolean holds(int row, int column) {
        return targets.get(row, column) == 1;
    }

    private boolean said(int row, int column) {
        return 1 / (1 + Math.exp(-scores.get(row, column))) > 0.5;
    }

    @Test
    void accuracy_severalMayHold_isExactMatchAndByClassSingleDecisions() {
        int exact = 0;
        double[] right = new double[CLASSES];
        for (int row = 0; row < ROWS; row++) {
            boolean all = true;
            for (int c = 0; c < CLASSES; c++) {
                boolean agree = holds(row, c) == said(row, c);
                right[c] += agree ? 1.0 / ROWS : 0;
                all &= agree;
            }
            exact += all ? 1 : 0;
        }
        assertThat(count(new Accuracy()).value())
                .isEqualTo((double) exact / ROWS)
                .isBetween(0.1, 0.6);
        assertThat(values(count(new Accuracy()))).containsExactly(right, within(1e-12));
        assertThat(count(new Accuracy()).byClass().keySet()).containsExactly("cold", "loud", "wet");
        assertThat(count(new LabelAccuracy()).value()).isCloseTo((right[0] + right[1] + right[2]) / 3, within(1e-12));
    }

    @Test
    void macroF1_severalMayHold_isTheMeanOfTheirF1() {
        double[] f1 = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            double both = 0;
            double either = 0;
            for (int row = 0; row < ROWS; row++) {
                both += holds(row, c) && said(row, c) ? 1 : 0;
                either += (holds(row, c) ? 1 : 0) + (said(row, c) ? 1 : 0);
            }
            f1[c] = 2 * both / either;
        }
        assertThat(values(count(new MacroF1()))).containsExactly(f1, within(1e-12));
        assertThat(count(new MacroF1()).value()).isCloseTo((f1[0] + f1[1] + f1[2]) / 3, within(1e-12));
    }

    @Test
    void rocArea_severalMayHold_isThatOfEachClassAgainstTheRest() {
        double[] areas = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            double won = 0;
            int pairs = 0;
            for (int a = 0; a < ROWS; a++) {
                for (int b = 0; b < ROWS; b++) {
                    if (holds(a, c) && !holds(b, c)) {
                        pairs++;
                        double ahead = scores.get(a, c) - scores.get(b, c);
                        won += ahead > 0 ? 1 : ahead == 0 ? 0.5 : 0;
                    }
                }
            }
            areas[c] = won / pairs;
        }
        assertThat(values(count(new RocArea()))).containsExactly(areas, within(1e-12));
        assertThat(count(new RocArea()).value()).isCloseTo((areas[0] + areas[1] + areas[2]) / 3, within(1e-12));
    }

    /** A label that is never predicted counts as 0 in the mean: the case of a model that gives one label to everything. */
    @Test
    void figures_oneLabelSaidOfAll_areThoseOfTheOthersToo() {
        Matrix one = Matrix.wrap(2, 3, 5, -5, -5, 5, -5, -5);
        Matrix wanted = Matrix.wrap(2, 3, 1, 1, 0, 1, 0, 1);
        Metric.Count exact = new Accuracy().forTarget(SEVERAL).start();
        exact.add(one, wanted);
        assertThat(exact.value()).isZero();
        Metric.Count f1 = new MacroF1().forTarget(SEVERAL).start();
        f1.add(one, wanted);
        assertThat(values(f1)).containsExactly(1, 0, 0);
        assertThat(f1.value()).isCloseTo(1 / 3.0, within(1e-12));
        // As classes that exclude each other, the largest score is right each time.
        Metric.Count exclusive = new Accuracy().forTarget(ONE).start();
        exclusive.add(one, wanted);
        assertThat(exclusive.value()).isEqualTo(1);
    }

    @Test
    void figures_nothingHoldsOrNan_areRightAndWrong() {
        Metric.Count none = new Accuracy().forTarget(SEVERAL).start();
        none.add(Matrix.wrap(2, 3, -1, -1, -1, Double.NaN, -1, -1), Matrix.zeros(2, 3));
        assertThat(none.value()).isEqualTo(0.5);
        assertThat(new Accuracy().forTarget(SEVERAL).start().value()).isNaN();
        assertThat(new MacroF1().forTarget(SEVERAL).start().value()).isNaN();
        assertThat(new RocArea().forTarget(SEVERAL).start().value()).isNaN();
    }

    @Test
    void labelAccuracy_classesThatExcludeEachOther_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelAccuracy().forTarget(ONE))
                .withMessageContaining("take accuracy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpanF1().forTarget(SEVERAL))
                .withMessageContaining("several hold");
    }
}
