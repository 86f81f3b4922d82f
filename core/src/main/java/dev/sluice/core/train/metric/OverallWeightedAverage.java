package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.tensor.Matrix;
import java.util.List;

/**
 * The overall weighted average of the M4 competition (Makridakis, Spiliotis and Assimakopoulos, 2020): the mean of sMAPE and MASE, each
 * relative to that of the naive forecast after the season was taken away. Below 1 it is better than that forecast.
 */
public final class OverallWeightedAverage implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        ScaledError.requireForecast(target, "owa");
        return this;
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Count start() {
        return new Relative();
    }

    private static final class Relative implements Count {
        private final ScaledError.Scaled scaled = new ScaledError.Scaled();
        private final ScaledError.Scaled naiveScaled = new ScaledError.Scaled();
        private final Summation symmetric = new Summation();
        private final Summation naiveSymmetric = new Summation();

        @Override
        public void add(Matrix outputs, Matrix targets) {
            // Without the past of the series there is nothing to measure by.
        }

        @Override
        public void add(Matrix outputs, Matrix targets, List<Yardstick> yardsticks) {
            for (int row = 0; row < yardsticks.size(); row++) {
                Yardstick yardstick = yardsticks.get(row);
                for (int c = 0; c < outputs.columns(); c++) {
                    double target = targets.get(row, c);
                    double naive = yardstick.naive(c);
                    scaled.add(outputs.get(row, c), target, yardstick.scale(c));
                    naiveScaled.add(naive, target, yardstick.scale(c));
                    symmetric.add(SymmetricPercentageError.of(outputs.get(row, c), target));
                    naiveSymmetric.add(SymmetricPercentageError.of(naive, target));
                }
            }
        }

        @Override
        public double value() {
            return (symmetric.value() / naiveSymmetric.value() + scaled.value() / naiveScaled.value()) / 2;
        }
    }
}
