package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;
import org.apiguardian.api.API;

/** Decisions about classes in bins of equal width by probability: their number, mean probability and the share that is right. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CalibrationBins {
    private final boolean independent;
    private final long[] counts;
    private final long[] right;
    private final Summation[] sums;

    /**
     * Nothing counted yet.
     *
     * @param bins from 0 to 1
     * @param independent whether each class is a separate decision, by its sigmoid; else the class with the largest score is one
     */
    public CalibrationBins(int bins, boolean independent) {
        this.independent = independent;
        counts = new long[bins];
        right = new long[bins];
        sums = new Summation[bins];
        for (int bin = 0; bin < bins; bin++) {
            sums[bin] = new Summation();
        }
    }

    /**
     * Adds rows. A probability that is no number decides nothing.
     *
     * @param scores {@code [B, C]}, before softmax or sigmoid. Not modified.
     * @param answers {@code [B, C]} or {@code [B, 1]}: the {@link RightClasses}. Not modified.
     */
    public void add(Matrix scores, Matrix answers) {
        boolean alone = independent || scores.columns() == 1;
        RightClasses right = RightClasses.of(scores, answers);
        for (int row = 0; row < scores.rows(); row++) {
            double[] probabilities = Probabilities.of(scores, row, independent);
            if (alone) {
                for (int c = 0; c < probabilities.length; c++) {
                    add(probabilities[c], right.holds(row, c));
                }
            } else {
                int said = Rank.largest(scores, row);
                if (said >= 0) {
                    add(probabilities[said], right.holds(row, said));
                }
            }
        }
    }

    private void add(double probability, boolean isRight) {
        if (!Double.isNaN(probability)) {
            int bin = Math.min(counts.length - 1, (int) (probability * counts.length));
            counts[bin]++;
            right[bin] += isRight ? 1 : 0;
            sums[bin].add(probability);
        }
    }

    /** The number of bins. */
    public int size() {
        return counts.length;
    }

    /** Decisions in a bin. */
    public long count(int bin) {
        return counts[bin];
    }

    /** The mean probability of a bin's decisions; NaN without any. */
    public double probability(int bin) {
        return counts[bin] == 0 ? Double.NaN : sums[bin].value() / counts[bin];
    }

    /** The share of a bin's decisions that is right; NaN without any. */
    public double right(int bin) {
        return counts[bin] == 0 ? Double.NaN : (double) right[bin] / counts[bin];
    }

    /** The distance of the two, averaged over decisions; NaN without any. */
    double error() {
        double error = 0;
        long all = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            error += counts[bin] == 0 ? 0 : Math.abs(sums[bin].value() - right[bin]);
            all += counts[bin];
        }
        return all == 0 ? Double.NaN : error / all;
    }
}
