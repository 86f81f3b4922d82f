package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
    private static Metric.Count count(ClassEncoding.Form form, int rare, Matrix targets) {
        Metric metric = new AveragePrecision().forTarget(new ClassEncoding(Labels.of(List.of("no", "yes")), form));
        Matrix scores = Matrix.zeros(10, 2);
        for (int row = 0; row < 10; row++) {
            // The rare example is the one that the model takes least for the second class.
            scores.array()[2 * row] = row == rare ? 9 : row % 3;
            targets.array()[2 * row + (row == rare ? 1 : 0)] = 1;
        }
        Metric.Count count = metric.start();
        count.add(scores, targets);
        return count;
    }

    @Test
    void value_rareSecondClassThatIsNeverFound_isLow() {
        Metric.Count count = count(ClassEncoding.Form.DISTRIBUTION, 4, Matrix.zeros(10, 2));
        assertThat(count.value()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void byClass_twoClasses_hasBoth() {
        Metric.Count count = count(ClassEncoding.Form.DISTRIBUTION, 4, Matrix.zeros(10, 2));
        assertThat(count.byClass()).hasSize(2).contains(entry("yes", count.value()));
        assertThat(count.byClass().get("no")).isGreaterThan(0.7);
    }

    @Test
    void value_twoLabelsThatMayBothHold_isTheMeanOfBoth() {
        Metric.Count count = count(ClassEncoding.Form.ZEROS_AND_ONES, 4, Matrix.zeros(10, 2));
        assertThat(count.value())
                .isCloseTo(
                        count.byClass().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
    }
}
