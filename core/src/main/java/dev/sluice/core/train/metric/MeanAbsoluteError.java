package dev.sluice.core.train.metric;

/** Mean absolute error over examples and columns, in the unit of the targets. */
public final class MeanAbsoluteError implements Metric {
    @Override
    public Count start() {
        return new DifferenceMean(Math::abs, mean -> mean);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
