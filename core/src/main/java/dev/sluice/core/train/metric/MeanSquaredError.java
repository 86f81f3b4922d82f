package dev.sluice.core.train.metric;

/** Mean squared error over examples and columns, in the square of the targets' unit. */
public final class MeanSquaredError implements Metric {
    @Override
    public Count start() {
        return new DifferenceMean(difference -> difference * difference, mean -> mean);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
