package dev.sluice.cli.datagallery;

import java.util.List;

/**
 * What came out of one experiment.
 *
 * @param experiment name of the experiment file
 * @param figure name of what was measured
 * @param figures on the test part, one for each seed
 * @param baseline of the run, such as {@code nearest-neighbor 0.975}; empty if it has none
 * @param seconds of a run, the mean
 */
public record Measurement(String experiment, String figure, List<Double> figures, String baseline, double seconds) {
    /** Copies the list. */
    public Measurement {
        figures = List.copyOf(figures);
    }

    /** The mean over the seeds. */
    public double mean() {
        return figures.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The standard deviation over the seeds; 0 for one. */
    public double deviation() {
        if (figures.size() < 2) {
            return 0;
        }
        double mean = mean();
        double squares = figures.stream()
                .mapToDouble(figure -> (figure - mean) * (figure - mean))
                .sum();
        return Math.sqrt(squares / (figures.size() - 1));
    }
}
