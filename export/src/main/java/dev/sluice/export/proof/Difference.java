package dev.sluice.export.proof;

import dev.sluice.export.lowering.Standardization;
import java.util.Optional;

/**
 * The largest difference of one output. For an output standardized in training, magnitudes are in deviations from its
 * column's mean, so that neither a large mean nor a column of large numbers hides a difference.
 *
 * @param absolute largest absolute difference over all elements and inputs
 * @param relative {@code absolute / scale}
 * @param scale largest magnitude of the model's output over all inputs; 1 if it is always 0
 * @param at the input with the largest difference
 * @param excess the largest ratio of a difference to its own {@linkplain Expected#limits limit}; 0 without limits
 * @param excessAt the input with the largest ratio
 * @param told number of elements at which a wrong result would have shown; see {@link Expected#telling}
 */
public record Difference(
        double absolute, double relative, double scale, String at, double excess, String excessAt, long told) {
    /** Accumulates differences over inputs. Mutable. */
    public static final class Collector {
        private final Optional<Standardization> units;
        private double absolute;
        private double magnitude;
        private String at = "everywhere";
        private double excess;
        private String excessAt = "everywhere";
        private long told;

        /** A collector for an output as the network computes it. */
        public Collector() {
            this(Optional.empty());
        }

        /** A collector for an output in the units of the data, if there is a standardization. */
        Collector(Optional<Standardization> units) {
            this.units = units;
        }

        /** Adds one input's results without limits. Not modified. */
        public void add(float[] actual, double[] expected, String where) {
            if (actual.length != expected.length) {
                missized(actual.length, expected.length, where);
                return;
            }
            for (int i = 0; i < actual.length; i++) {
                double difference = difference(actual[i], expected[i], i);
                magnitude = Math.max(magnitude, magnitude(expected[i], i));
                // The second test catches NaN, which never compares as larger.
                if (difference > absolute || !(difference >= 0)) {
                    absolute = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                    at = where;
                }
            }
        }

        /** Adds one input's results and checks each element against its limit, if it has one. Not modified. */
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
                    // Infinity and NaN are accepted where float32 cannot hold the result.
                    held[i] = 0;
                    wanted[i] = 0;
                } else if (!(ratio <= excess)) {
                    excess = Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
                    excessAt = where;
                }
            }
            add(held, wanted, where);
        }

        /** Adds one input's results, and returns the difference so far. */
        Difference with(float[] actual, Expected expected, String where) {
            add(actual, expected, where);
            return done();
        }

        /** Counts elements that were compared with another float32 program instead. */
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
            // Adjacent float32 numbers are as close as an output in these units can be.
            boolean neighbors = difference <= 2 * Math.ulp((float) expected);
            return neighbors ? 0 : difference / units.get().deviation(position);
        }

        private double magnitude(double expected, int position) {
            // Elements past a length are 0 and do not contribute to the scale.
            return units.isEmpty() || expected == 0
                    ? Math.abs(expected)
                    : Math.abs(expected - units.get().mean(position))
                            / units.get().deviation(position);
        }

        /** The largest difference added. */
        public Difference done() {
            double scale = magnitude == 0 ? 1 : magnitude;
            return new Difference(absolute, absolute / scale, scale, at, excess, excessAt, told);
        }
    }
}
