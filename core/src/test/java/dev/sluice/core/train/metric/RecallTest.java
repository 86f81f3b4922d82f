package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecallTest {
    private static Metric metric() {
        return new Recall(new Recall.Options("-"));
    }

    @Test
    void value_blankAnswers_doNotCount() {
        Metric.Count count = metric().forTarget(
                        new ClassEncoding(Labels.of(List.of("-", "a", "b")), ClassEncoding.Form.DISTRIBUTION))
                .start();
        // Wanted: - - a b; given: - a a -.
        count.add(rows(1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0), rows(1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1));

        assertThat(count.value()).isEqualTo(0.5);
    }

    @Test
    void value_scoresThatAreNoNumbers_areNeverRight() {
        Metric.Count count = new Recall(new Recall.Options(""))
                .forTarget(new ClassEncoding(Labels.of(List.of("-", "a", "b")), ClassEncoding.Form.DISTRIBUTION))
                .start();
        count.add(rows(Double.NaN, Double.NaN, Double.NaN, 1, 0, 0), rows(1, 0, 0, 1, 0, 0));

        assertThat(count.value()).isEqualTo(0.5);
    }

    private static Matrix rows(double... values) {
        return Matrix.wrap(values.length / 3, 3, values);
    }
}
