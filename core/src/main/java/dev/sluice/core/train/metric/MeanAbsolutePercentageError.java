package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;

/**
 * The mean absolute error as a share of the true number, {@code |o − t| / |t|}, over examples and columns. Numbers that are 0 have none and
 * do not count; take another figure where numbers come near 0.
 */
public final class MeanAbsolutePercentageError implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns.requireNumbers(target, "mape");
        return this;
    }

    @Override
    public Count start() {
        return new RelativeError(
                (output, target) -> target == 0 ? Double.NaN : Math.abs(output - target) / Math.abs(target));
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
