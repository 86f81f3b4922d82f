package dev.sluice.core.evaluation;

import dev.sluice.core.train.metric.CalibrationBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Compares how often a model is right with how confident it is: its decisions in ten bins of equal width by probability. Where classes exclude each
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

    /** Bins to count decisions in. */
    static CalibrationBins empty(boolean independent) {
        return new CalibrationBins(BINS, independent);
    }

    /** What was counted; empty if nothing was. */
    static Optional<Calibration> of(CalibrationBins counted) {
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < counted.size(); bin++) {
            if (counted.count(bin) > 0) {
                bins.add(new Bin(counted.count(bin), counted.probability(bin), counted.right(bin)));
            }
        }
        return bins.isEmpty() ? Optional.empty() : Optional.of(new Calibration(bins));
    }
}
