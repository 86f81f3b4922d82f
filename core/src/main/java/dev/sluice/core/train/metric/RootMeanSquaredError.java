package dev.sluice.core.train.metric;

/** Square root of the mean squared error over examples and columns, in the unit of the targets. */
public final class RootMeanSquaredError implements Metric {
    @Override
    public Count start() {
        return new DifferenceMean(difference -> difference * difference, Math::sqrt);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
