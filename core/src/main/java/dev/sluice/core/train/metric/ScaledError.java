package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.tensor.Matrix;
import java.util.List;

/**
 * The mean absolute scaled error of forecasts (Hyndman and Koehler, 2006): errors relative to the mean absolute error of the seasonal naive
 * forecast, one step ahead, over the training part of the same series. Below 1 it is better than that. A series whose training part never
 * changes has no scale and does not count.
 */
public final class ScaledError implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        requireForecast(target, "mase");
        return this;
    }

    static void requireForecast(TargetEncoding target, String metric) {
        if (!(target instanceof TargetEncoding.Horizon)) {
            throw new IllegalArgumentException(
                    metric
                            + " measures forecasts by the past of their series, but the targets are no forecast (data.forecast); take mae");
        }
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Count start() {
        return new Scaled();
    }

    /** Errors by the scales of their series; without scales nothing counts. */
    static final class Scaled implements Count {
        private final Summation sum = new Summation();
        private long count;

        @Override
        public void add(Matrix outputs, Matrix targets) {
            // Without the past of the series there is nothing to measure by.
        }

        @Override
        public void add(Matrix outputs, Matrix targets, List<Yardstick> yardsticks) {
            for (int row = 0; row < yardsticks.size(); row++) {
                for (int c = 0; c < outputs.columns(); c++) {
                    add(
                            outputs.get(row, c),
                            targets.get(row, c),
                            yardsticks.get(row).scale(c));
                }
            }
        }

        void add(double output, double target, double scale) {
            if (!Double.isNaN(scale)) {
                sum.add(Math.abs(output - target) / scale);
                count++;
            }
        }

        @Override
        public double value() {
            return count == 0 ? Double.NaN : sum.value() / count;
        }
    }
}
