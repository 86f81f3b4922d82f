package dev.sluice.core.evaluation;

import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * How often a model is right beside how sure it is: its decisions in ten bins of equal width by probability. Where classes exclude each
 * other a decision is the predicted class of an example and its probability; where several may hold, each class of each example and the
 * probability that it holds.
 *
 * @param bins those that hold decisions, in ascending order
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Calibration(List<Bin> bins) {
    private static final int BINS = 10;

    /** Copies the list. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Decisions of about the same probability.
     *
     * @param count of decisions
     * @param probability their mean probability
     * @param right the share of them that is right
     */
    public record Bin(long count, double probability, double right) {}

    /** A count. */
    static final class Count {
        private final boolean independent;
        private final long[] counts = new long[BINS];
        private final long[] right = new long[BINS];
        private final double[] sums = new double[BINS];

        /**
         * Nothing counted yet.
         *
         * @param independent whether any number of classes may hold
         */
        Count(boolean independent) {
            this.independent = independent;
        }

        /**
         * Adds rows.
         *
         * @param scores {@code [T, C]}, before softmax or sigmoid
         * @param answers {@code [T, C]}, over 0 for right classes
         */
        void add(Matrix scores, Matrix answers) {
            for (int row = 0; row < scores.rows(); row++) {
                if (independent) {
                    for (int c = 0; c < scores.columns(); c++) {
                        add(1 / (1 + StrictMath.exp(-scores.get(row, c))), answers.get(row, c) > 0);
                    }
                } else {
                    addRow(scores, answers, row);
                }
            }
        }

        private void addRow(Matrix scores, Matrix answers, int row) {
            int best = 0;
            for (int c = 1; c < scores.columns(); c++) {
                best = scores.get(row, c) > scores.get(row, best) ? c : best;
            }
            double total = 0;
            for (int c = 0; c < scores.columns(); c++) {
                total += StrictMath.exp(scores.get(row, c) - scores.get(row, best));
            }
            add(1 / total, answers.get(row, best) > 0);
        }

        private void add(double probability, boolean isRight) {
            if (Double.isNaN(probability)) {
                return;
            }
            int bin = Math.min(BINS - 1, (int) (probability * BINS));
            counts[bin]++;
            right[bin] += isRight ? 1 : 0;
            sums[bin] += probability;
        }

        /** The bins; empty if nothing was added. */
        Optional<Calibration> calibration() {
            List<Bin> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                if (counts[bin] > 0) {
                    bins.add(new Bin(counts[bin], sums[bin] / counts[bin], (double) right[bin] / counts[bin]));
                }
            }
            return bins.isEmpty() ? Optional.empty() : Optional.of(new Calibration(bins));
        }
    }
}
