package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;

/** Square root of the mean squared error over examples and columns, in the unit of the targets. */
public final class RootMeanSquaredError implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns.requireNumbers(target, "rmse");
        return this;
    }

    @Override
    public Count start() {
        return new DifferenceMean(difference -> difference * difference, Math::sqrt);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
