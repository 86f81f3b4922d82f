package dev.sluice.export.proof;

/**
 * The largest difference of one output.
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

        /** Adds one input's numbers. Not modified. */
        public void add(float[] actual, double[] expected, String where) {
            if (actual.length != expected.length) {
                absolute = Double.POSITIVE_INFINITY;
                at = where + " (" + actual.length + " numbers instead of " + expected.length + ")";
                return;
            }
            for (int i = 0; i < actual.length; i++) {
                double difference = Math.abs(actual[i] - expected[i]);
                magnitude = Math.max(magnitude, Math.abs(expected[i]));
                // The second test catches NaN, which is never larger.
                if (difference > absolute || !(difference >= 0)) {
                    absolute = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                    at = where;
                }
            }
        }

        /** The largest of what was added. */
        public Difference done() {
            double scale = magnitude == 0 ? 1 : magnitude;
            return new Difference(absolute, absolute / scale, scale, at);
        }
    }
}
