package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;

/**
 * The coefficient of determination, R²: 1 less the squared errors over the squared distances of the targets from their mean, averaged over
 * columns. 1 is perfect, 0 as good as the mean of these very targets; a column that never changes does not count.
 */
public final class Determination implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns.requireNumbers(target, "r2");
        return this;
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Count start() {
        return new ByColumn();
    }

    private static final class ByColumn implements Count {
        private double[] mean = new double[0];
        private double[] spread = new double[0];
        private Summation[] errors = new Summation[0];
        private long rows;

        @Override
        public void add(Matrix outputs, Matrix targets) {
            if (mean.length == 0) {
                mean = new double[outputs.columns()];
                spread = new double[outputs.columns()];
                errors = new Summation[outputs.columns()];
                for (int c = 0; c < errors.length; c++) {
                    errors[c] = new Summation();
                }
            }
            for (int row = 0; row < outputs.rows(); row++) {
                rows++;
                for (int c = 0; c < mean.length; c++) {
                    double right = targets.get(row, c);
                    double error = outputs.get(row, c) - right;
                    errors[c].add(error * error);
                    // Welford (1962): without it the squares of a far level would swamp the changes around it.
                    double distance = right - mean[c];
                    mean[c] += distance / rows;
                    spread[c] += distance * (right - mean[c]);
                }
            }
        }

        @Override
        public double value() {
            return Means.of(mean.length, c -> spread[c] > 0 ? 1 - errors[c].value() / spread[c] : Double.NaN);
        }
    }
}
