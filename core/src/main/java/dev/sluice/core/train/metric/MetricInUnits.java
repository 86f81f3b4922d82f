package dev.sluice.core.train.metric;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.tensor.Matrix;
import java.util.List;

/**
 * A metric in the units of the data, for a head that is trained on scaled numbers.
 *
 * @param metric of numbers as they were measured
 * @param scaler of the target's columns
 * @param form of the outputs that the metric reads
 */
public record MetricInUnits(Metric metric, Scaler scaler, OutputForm form) implements Metric {
    @Override
    public boolean largerIsBetter() {
        return metric.largerIsBetter();
    }

    @Override
    public boolean readsParameters() {
        return metric.readsParameters();
    }

    @Override
    public Count start() {
        Count count = metric.start();
        return new Count() {
            @Override
            public void add(Matrix outputs, Matrix targets) {
                count.add(scaler.undo(outputs, form), scaler.undo(targets));
            }

            @Override
            public void add(Matrix outputs, Matrix targets, List<Yardstick> yardsticks) {
                count.add(scaler.undo(outputs, form), scaler.undo(targets), yardsticks);
            }

            @Override
            public void addSequence(Matrix outputs, Matrix targets) {
                count.addSequence(scaler.undo(outputs, form), scaler.undo(targets));
            }

            @Override
            public double value() {
                return count.value();
            }
        };
    }
}
