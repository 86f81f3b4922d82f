package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;

/**
 * The mean absolute error as a share of the mean of both numbers, {@code 2 |o − t| / (|o| + |t|)}, from 0 to 2, over examples and columns
 * (Makridakis, 1993; as in the M4 competition, where it is in percent). Where both are 0 it is 0.
 */
public final class SymmetricPercentageError implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns.requireNumbers(target, "smape");
        return this;
    }

    @Override
    public Count start() {
        return new RelativeError(SymmetricPercentageError::of);
    }

    /** The error of one number. */
    static double of(double output, double target) {
        return output == 0 && target == 0 ? 0 : 2 * Math.abs(output - target) / (Math.abs(output) + Math.abs(target));
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
