package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;

/** Counts examples that are right. */
final class HitCount implements Metric.Count {
    private final Test test;
    private long hits;
    private long all;

    HitCount(Test test) {
        this.test = test;
    }

    @Override
    public void add(Matrix outputs, Matrix targets) {
        int rows = outputs.rows();
        for (int row = 0; row < rows; row++) {
            hits += test.right(outputs, targets, row) ? 1 : 0;
        }
        all += rows;
    }

    @Override
    public double value() {
        return all == 0 ? Double.NaN : (double) hits / all;
    }

    /** Returns whether one row is right. */
    @FunctionalInterface
    interface Test {
        boolean right(Matrix outputs, Matrix targets, int row);
    }
}
