package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;
import java.util.function.DoubleBinaryOperator;

/** The mean of an error that is relative to the numbers themselves, over examples and columns. NaN where it is not defined does not count. */
final class RelativeError implements Metric.Count {
    private final DoubleBinaryOperator error;
    private final Summation sum = new Summation();
    private long count;

    /**
     * An empty mean.
     *
     * @param error of an output and a target; NaN where it is not defined
     */
    RelativeError(DoubleBinaryOperator error) {
        this.error = error;
    }

    @Override
    public void add(Matrix outputs, Matrix targets) {
        for (int i = 0; i < outputs.array().length; i++) {
            double output = outputs.array()[i];
            double target = targets.array()[i];
            double value = error.applyAsDouble(output, target);
            // An output that is no number makes the figure none; a target that has no relative error is left out.
            if (!Double.isNaN(value) || Double.isNaN(output)) {
                sum.add(value);
                count++;
            }
        }
    }

    @Override
    public double value() {
        return count == 0 ? Double.NaN : sum.value() / count;
    }
}
