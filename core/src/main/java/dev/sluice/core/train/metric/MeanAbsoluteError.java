package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;

/** Mean absolute error over examples and columns, in the unit of the targets. */
public final class MeanAbsoluteError implements Metric {
    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns.requireNumbers(target, "mae");
        return this;
    }

    @Override
    public Count start() {
        return new DifferenceMean(Math::abs, mean -> mean);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
