package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Matrix;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static Matrix rows(int columns, double... values) {
        return Matrix.wrap(values.length / columns, columns, values);
    }

    private static double of(Metric metric, Matrix outputs, Matrix targets) {
        Metric.Count count = metric.start();
        count.add(outputs, targets);
        return count.value();
    }

    @Test
    void accuracy_anyRightClass_counts() {
        Matrix outputs = rows(3, 1, 2, 3, 3, 2, 1, 0, 5, 0, 0, 0, 1);
        Matrix targets = rows(3, 0, 0.5, 0.5, 0, 1, 0, 0, 1, 0, 1, 0, 0);
        assertThat(of(new Accuracy(), outputs, targets)).isEqualTo(0.5);
    }

    @Test
    void accuracy_oneColumn_looksAtTheSign() {
        assertThat(of(new Accuracy(), rows(1, -1, 2, 0.5, -3), rows(1, 0, 1, 0, 1)))
                .isEqualTo(0.5);
    }

    @Test
    void topK_kLargest_areEnough() {
        Matrix outputs = rows(4, 4, 3, 2, 1, 4, 3, 2, 1);
        Matrix targets = rows(4, 0, 0, 1, 0, 0, 0, 0, 1);
        assertThat(of(new TopK(new TopK.Options(3)), outputs, targets)).isEqualTo(0.5);
        assertThat(of(new TopK(new TopK.Options(2)), outputs, targets)).isZero();
        assertThat(of(new TopK(new TopK.Options(9)), outputs, targets)).isEqualTo(1);
    }

    @Test
    void topK_equalScores_doNotAllCount() {
        Matrix equal = rows(4, 0, 0, 0, 0);
        assertThat(of(new TopK(new TopK.Options(2)), equal, rows(4, 0, 0, 1, 0)))
                .isZero();
        assertThat(of(new TopK(new TopK.Options(2)), equal, rows(4, 0, 1, 0, 0)))
                .isEqualTo(1);
    }

    @Test
    void accuracyAndTopK_nanScores_areMisses() {
        Matrix nan = rows(2, Double.NaN, Double.NaN);
        assertThat(of(new Accuracy(), nan, rows(2, 1, 0))).isZero();
        assertThat(of(new TopK(new TopK.Options(1)), nan, rows(2, 1, 0))).isZero();
        assertThat(of(new Accuracy(), rows(1, Double.NaN), rows(1, 0))).isZero();
    }

    @Test
    void macroF1_classesOfDifferentSize_countTheSame() {
        // Class 0: 3 of 4 found, none wrong: F1 = 6/7. Class 1: 1 found, 1 wrong: 2/3. Class 2 never occurs.
        Matrix outputs = rows(3, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0);
        Matrix targets = rows(3, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0);
        assertThat(of(new MacroF1(), outputs, targets)).isCloseTo((6 / 7.0 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void macroF1_missOfSeveralRightClasses_isShared() {
        Matrix outputs = rows(3, 1, 0, 0, 0, 1, 0);
        Matrix targets = rows(3, 0, 0.5, 0.5, 0, 1, 0);
        // Class 0: one wrong: 0. Class 1: one found, half a miss: 2 / 2.5. Class 2: half a miss: 0.
        assertThat(of(new MacroF1(), outputs, targets)).isCloseTo(0.8 / 3, within(1e-12));
    }

    @Test
    void errors_ofNumbers_areInTheTargetsUnit() {
        Matrix outputs = rows(2, 1, 2, 3, 4);
        Matrix targets = rows(2, 1, 0, 6, 4);
        assertThat(of(new MeanAbsoluteError(), outputs, targets)).isEqualTo(5 / 4.0);
        assertThat(of(new RootMeanSquaredError(), outputs, targets)).isEqualTo(Math.sqrt(13 / 4.0));
        assertThat(new MeanAbsoluteError().largerIsBetter()).isFalse();
    }

    @Test
    void value_batches_giveTheSameAsOne() {
        Matrix outputs = rows(2, 1, 2, 3, 4, 5, 4);
        Matrix targets = rows(2, 1, 0, 0, 1, 0, 1);
        for (Metric metric :
                new Metric[] {new Accuracy(), new MacroF1(), new MeanAbsoluteError(), new RootMeanSquaredError()}) {
            Metric.Count count = metric.start();
            count.add(rows(2, 1, 2), rows(2, 1, 0));
            count.add(rows(2, 3, 4, 5, 4), rows(2, 0, 1, 0, 1));
            assertThat(count.value()).isEqualTo(of(metric, outputs, targets));
        }
    }

    @Test
    void value_nothingAdded_isNan() {
        assertThat(new Accuracy().start().value()).isNaN();
        assertThat(new MacroF1().start().value()).isNaN();
        assertThat(new MeanAbsoluteError().start().value()).isNaN();
    }

    @Test
    void topK_zero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopK(new TopK.Options(0)))
                .withMessageContaining("was 0");
    }
}
