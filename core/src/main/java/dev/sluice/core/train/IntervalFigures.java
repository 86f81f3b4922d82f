package dev.sluice.core.train;

import dev.sluice.core.data.Scaler;
import org.apiguardian.api.API;

/**
 * Coverage and width of intervals on the test part, before and after calibration.
 *
 * @param level share of the true numbers that they should contain
 * @param before as the model predicts them; as narrow as a point for a loss of points
 * @param after with the margins of the calibration
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record IntervalFigures(double level, Figures before, Figures after) {
    /**
     * Figures of intervals; NaN without numbers.
     *
     * @param coverage share of the true numbers that they contain
     * @param width mean width in the units of the data
     */
    public record Figures(double coverage, double width) {}

    /** Counts answers. Mutable. */
    static final class Count {
        private final Scaler units;
        private double held;
        private double width;
        private long count;

        /** A count for a target that was brought to other units so. */
        Count(Scaler units) {
            this.units = units;
        }

        void add(BoundsRows.Row row) {
            for (int column = 0; column < row.target().length; column++) {
                float low = row.low()[column];
                float high = row.high()[column];
                held += low <= row.target()[column] && row.target()[column] <= high ? 1 : 0;
                // Where a calibration narrows beyond a point there is nothing between the bounds.
                width += high > low ? units.undo(high, column) - units.undo(low, column) : 0;
                count++;
            }
        }

        Figures done() {
            return new Figures(held / count, width / count);
        }
    }
}
