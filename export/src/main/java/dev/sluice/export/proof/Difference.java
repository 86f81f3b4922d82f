package dev.sluice.export.proof;

import dev.sluice.export.lowering.Standardization;
import java.util.Optional;

/**
 * The largest difference of one output. Of an answer that training standardized, everything is in deviations of its column
 * from its mean, so that neither a large mean nor a column of large numbers hides what differs.
 *
 * @param absolute largest over all elements and inputs
 * @param relative {@code absolute / scale}
 * @param scale the largest magnitude of the model's output over all inputs; 1 if it is always 0
 * @param at the input where it is largest
 */
public record Difference(double absolute, double relative, double scale, String at) {
    /** Collects over inputs. Mutable. */
    public static final class Collector {
        private double absolute;
        private double magnitude;
        private String at = "everywhere";
        private final Optional<Standardization> units;

        /** For an output that is as the network computes it. */
        public Collector() {
            this(Optional.empty());
        }

        /** For an answer in the units of the data, if there is a standardization. */
        Collector(Optional<Standardization> units) {
            this.units = units;
        }

        /** Adds one input's numbers. Not modified. */
        public void add(float[] actual, double[] expected, String where) {
            if (actual.length != expected.length) {
                absolute = Double.POSITIVE_INFINITY;
                at = where + " (" + actual.length + " numbers instead of " + expected.length + ")";
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

        private double difference(float actual, double expected, int position) {
            double difference = Math.abs(actual - expected);
            if (units.isEmpty()) {
                return difference;
            }
            // Neighbors in float32 are as near as an answer in these units can be.
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
            return new Difference(absolute, absolute / scale, scale, at);
        }
    }
}
