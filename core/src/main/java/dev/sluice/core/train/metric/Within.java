package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;

/** The share of numbers that are predicted within a tolerance; Hochreiter and Schmidhuber (1997) call 0.04 right. */
public final class Within implements Metric {
    private final double tolerance;

    /** The largest error that counts as right. */
    public record Options(
            @Description("Tolerance: a smaller difference counts as correct, in the targets' unit.")
            @Default("0.04")
            @Range(above = 0)
            double tolerance) {}

    /** A metric of numbers. */
    public Within(Options options) {
        tolerance = options.tolerance();
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns.requireNumbers(target, "within");
        return this;
    }

    @Override
    public Count start() {
        return new Share(tolerance);
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private static final class Share implements Count {
        private final double tolerance;
        private long right;
        private long all;

        Share(double tolerance) {
            this.tolerance = tolerance;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            for (int i = 0; i < outputs.array().length; i++) {
                // NaN is near nothing.
                if (Math.abs(outputs.array()[i] - targets.array()[i]) < tolerance) {
                    right++;
                }
            }
            all += outputs.array().length;
        }

        @Override
        public double value() {
            return all == 0 ? Double.NaN : (double) right / all;
        }
    }
}
