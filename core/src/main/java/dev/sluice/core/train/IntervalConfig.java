package dev.sluice.core.train;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.loss.Loss;
import org.apiguardian.api.API;

/** Settings of the intervals that a model gives with predicted numbers. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record IntervalConfig(
        @Description(
                "Nominal coverage: share of the true numbers that an interval should contain; 0 for that between the"
                        + " outermost quantiles of the loss, or 0.8")
        @Default("0")
        @Range(min = 0, below = 1)
        double level,

        @Description(
                "Whether intervals are widened or narrowed after training, for each column, so that they contain that"
                        + " share of the validation part (conformal calibration); also gives intervals to losses of"
                        + " point predictions")
        @Default("false")
        boolean calibrate) {
    /** The level if neither the experiment nor the loss specifies one. */
    private static final double USUAL = 0.8;

    /** The intervals of the loss, unchanged. */
    public static IntervalConfig defaults() {
        return new IntervalConfig(0, false);
    }

    /** The level for a loss. */
    public double level(Loss loss) {
        return level > 0
                ? level
                : loss.family().map(DistributionFamily::usualLevel).orElse(USUAL);
    }

    /** Returns whether a loss gives the interval exactly, without calibration. */
    public boolean isExact(Loss loss) {
        return loss.family()
                .map(family -> family.bounds(Exprs.input("outputs", Dims.of(Dim.BATCH, family.width())), level(loss))
                        .exact())
                .orElse(false);
    }
}
