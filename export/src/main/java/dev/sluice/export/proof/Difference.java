package dev.sluice.export.proof;

import dev.sluice.export.lowering.Standardization;
import java.util.Optional;

/**
 * The largest difference of one output. Of an output that training standardized, sizes are in deviations of its column
 * from its mean, so that neither a large mean nor a column of large numbers hides what differs.
 *
 * @param absolute largest over all elements and inputs
 * @param relative {@code absolute / scale}
 * @param scale the largest magnitude of the model's output over all inputs; 1 if it is always 0
 * @param at the input where it is largest
 * @param excess the largest ratio of a difference to its own {@linkplain Expected#limits limit}; 0 without limits
 * @param excessAt the input where that is
 * @param told numbers at which a wrong result would have shown; see {@link Expected#telling}
 */
public record Difference(
        double absolute, double relative, double scale, String at, double excess, String excessAt, long told) {
    /** Collects over inputs. Mutable. */
    public static final class Collector {
        private final Optional<Standardization> units;
        private double absolute;
        private double magnitude;
        private String at = "everywhere";
        private double excess;
        private String excessAt = "everywhere";
        private long told;

        /** For an output that is as the network computes it. */
        public Collector() {
            this(Optional.empty());
        }

        /** For an output in the units of the data, if there is a standardization. */
        Collector(Optional<Standardization> units) {
            this.units = units;
        }

        /** Adds one input's numbers without limits. Not modified. */
        public void add(float[] actual, double[] expected, String where) {
            if (actual.length != expected.length) {
                missized(actual.length, expected.length, where);
                return;
            }
            for (int i = 0; i < actual.length; i++) {
                double difference = difference(actual[i], expected[i], i);
                magnitude = Math.max(magnitude, magnitude(expected[i], i));
                // The second test catches NaN, which is never larger.
                if (difference > absolute || !(difference >= 0)) {
                    absolute = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                    at = where;
                }
            }
        }

        /** Adds one input's numbers and holds each to its limit, if it has one. Not modified. */
        public void add(float[] actual, Expected expected, String where) {
            double[] limits = expected.limits();
            if (limits.length == 0 || actual.length != expected.values().length) {
                add(actual, expected.values(), where);
                return;
            }
            told += expected.telling();
            float[] held = actual.clone();
            double[] wanted = expected.values().clone();
            for (int i = 0; i < actual.length; i++) {
                double ratio = Math.abs(held[i] - wanted[i]) / limits[i];
                if (limits[i] == Double.POSITIVE_INFINITY) {
                    // Infinity or NaN is no difference where float32 cannot hold the result.
                    held[i] = 0;
                    wanted[i] = 0;
                } else if (!(ratio <= excess)) {
                    excess = Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
                    excessAt = where;
                }
            }
            add(held, wanted, where);
        }

        /** Counts numbers that were held to another float32 program instead. */
        void told(int numbers) {
            told += numbers;
        }

        private void missized(int actual, int expected, String where) {
            absolute = Double.POSITIVE_INFINITY;
            excess = Double.POSITIVE_INFINITY;
            at = where + " (" + actual + " numbers instead of " + expected + ")";
            excessAt = at;
        }

        private double difference(float actual, double expected, int position) {
            double difference = Math.abs(actual - expected);
            if (units.isEmpty()) {
                return difference;
            }
            // Neighbors in float32 are as near as an output in these units can be.
            boolean neighbors = difference <= 2 * Math.ulp((float) expected);
            return neighbors ? 0 : difference / units.get().deviation(position);
        }

        private double magnitude(double expected, int position) {
            // What lies past a length is 0 and says nothing of the scale.
            return units.isEmpty() || expected == 0
                    ? Math.abs(expected)
                    : Math.abs(expected - units.get().mean(position))
                            / units.get().deviation(position);
        }

        /** The largest of what was added. */
        public Difference done() {
            double scale = magnitude == 0 ? 1 : magnitude;
            return new Difference(absolute, absolute / scale, scale, at, excess, excessAt, told);
        }
    }
}
