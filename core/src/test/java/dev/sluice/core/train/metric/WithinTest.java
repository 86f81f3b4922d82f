package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Matrix;
import org.junit.jupiter.api.Test;

final class WithinTest {
    private static Metric metric() {
        return new Within(new Within.Options(0.25));
    }

    @Test
    void value_differencesBelowTheTolerance_areRight() {
        Metric.Count count = metric().start();
        count.add(column(1, 2, Double.NaN, 4.3), column(1.2, 2.25, 0, 4.2));

        assertThat(count.value()).isEqualTo(0.5);
    }

    private static Matrix column(double... values) {
        return Matrix.wrap(values.length, 1, values);
    }
}
