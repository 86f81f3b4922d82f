package dev.sluice.core.train.metric;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.tensor.Tensor;
import java.util.List;

/**
 * A metric in the units of the data, of an answer that is trained on scaled numbers.
 *
 * @param metric looks at numbers as they were measured
 * @param scaler of the answer's columns
 */
public record MetricInUnits(Metric metric, Scaler scaler) implements Metric {
    @Override
    public Metric forLabels(List<String> labels) {
        return new MetricInUnits(metric.forLabels(labels), scaler);
    }

    @Override
    public boolean largerIsBetter() {
        return metric.largerIsBetter();
    }

    @Override
    public Metric.Count start() {
        Metric.Count count = metric.start();
        return new Metric.Count() {
            @Override
            public void add(Tensor outputs, Tensor targets) {
                count.add(scaler.undo(outputs), scaler.undo(targets));
            }

            @Override
            public void addSteps(Tensor outputs, Tensor targets, Tensor lengths) {
                count.addSteps(scaler.undo(outputs), scaler.undo(targets), lengths);
            }

            @Override
            public double value() {
                return count.value();
            }
        };
    }
}
