package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;

/** Mean squared error over examples and columns, in the square of the targets' unit. */
public final class MeanSquaredError implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns.requireNumbers(target, "mse");
        return this;
    }

    @Override
    public Count start() {
        return new DifferenceMean(difference -> difference * difference, mean -> mean);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
