package @package@;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.metric.Metric;

/** The share of numbers that are near their targets: put your own figure here. */
public final class @Class@ implements Metric {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Tolerance: maximum difference from the target, in the target's unit") @Default("0.5")
            @Range(above = 0)
            double tolerance) {}

    @Override
    public Metric forTarget(TargetEncoding target) {
        if (target.columns() instanceof ClassEncoding) {
            throw new IllegalArgumentException("@id@ judges numbers, but the targets are classes; take accuracy");
        }
        return this;
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Count start() {
        return new Count() {
            private long near;
            private long all;

            @Override
            public void add(Matrix outputs, Matrix targets) {
                for (int i = 0; i < outputs.array().length; i++) {
                    boolean isNear = Math.abs(outputs.array()[i] - targets.array()[i]) <= options.tolerance();
                    near += isNear ? 1 : 0;
                    all++;
                }
            }

            @Override
            public double value() {
                return all == 0 ? Double.NaN : (double) near / all;
            }
        };
    }
}
