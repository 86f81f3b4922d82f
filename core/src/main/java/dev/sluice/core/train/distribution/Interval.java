package dev.sluice.core.train.distribution;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The interval that a model gives with each point answer.
 *
 * @param level share of the true numbers that it should hold, above 0 and below 1
 * @param margins by how many {@linkplain DistributionFamily.Bounds#unit units} calibration moved both bounds outwards, for each column;
 *     empty without calibration
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Interval(double level, List<Double> margins) {
    /** Copies the margins and checks the level. */
    public Interval {
        margins = List.copyOf(margins);
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level of an interval must lie between 0 and 1, but is " + level);
        }
    }

    /** Returns whether calibration has moved its bounds. */
    public boolean isCalibrated() {
        return !margins.isEmpty();
    }

    /**
     * The bounds before calibration.
     *
     * @param outputs of the head, {@code [.., W·C]}
     * @param family of the outputs; null for points, around which they are narrow
     */
    public DistributionFamily.Bounds bounds(Expr outputs, @Nullable DistributionFamily family) {
        return family == null
                ? new DistributionFamily.Bounds(outputs, outputs, Exprs.constant(1), false)
                : family.bounds(outputs, level);
    }

    /**
     * The bounds moved outwards.
     *
     * @param by margins of the columns, {@code [C]}
     */
    public DistributionFamily.Bounds bounds(Expr outputs, @Nullable DistributionFamily family, Expr by) {
        DistributionFamily.Bounds before = bounds(outputs, family);
        Expr margin = before.unit().mul(by);
        Expr low = before.low().sub(margin);
        Expr high = before.high().add(margin);
        return new DistributionFamily.Bounds(
                family == null ? low : family.supported(low),
                family == null ? high : family.supported(high),
                before.unit(),
                before.exact());
    }
}
