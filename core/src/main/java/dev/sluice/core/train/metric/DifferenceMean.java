package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;
import java.util.function.DoubleUnaryOperator;

/** The mean of a function of the differences between outputs and targets, over examples and columns, in double. */
final class DifferenceMean implements Metric.Count {
    private final DoubleUnaryOperator each;
    private final DoubleUnaryOperator last;
    private final Summation sum = new Summation();
    private long count;

    /**
     * An empty mean.
     *
     * @param each is applied to every difference
     * @param last is applied to the mean
     */
    DifferenceMean(DoubleUnaryOperator each, DoubleUnaryOperator last) {
        this.each = each;
        this.last = last;
    }

    @Override
    public void add(Matrix outputs, Matrix targets) {
        for (int i = 0; i < outputs.array().length; i++) {
            sum.add(each.applyAsDouble(outputs.array()[i] - targets.array()[i]));
        }
        count += outputs.array().length;
    }

    @Override
    public double value() {
        return count == 0 ? Double.NaN : last.applyAsDouble(sum.value() / count);
    }
}
