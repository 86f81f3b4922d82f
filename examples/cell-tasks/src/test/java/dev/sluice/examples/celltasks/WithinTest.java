package dev.sluice.examples.celltasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.testkit.MetricContract;
import org.junit.jupiter.api.Test;

class WithinTest extends MetricContract {
    @Override
    protected Metric metric() {
        return new Within(new Within.Options(0.25));
    }

    @Test
    void value_differencesBelowTheTolerance_areRight() {
        Metric.Count count = metric().start();
        count.add(column(1, 2, Float.NaN, 4.3f), column(1.2f, 2.25f, 0, 4.2f));

        assertThat(count.value()).isEqualTo(0.5);
    }

    private static Tensor column(float... values) {
        return Tensor.copyOf(Shape.of(values.length, 1), values);
    }
}
