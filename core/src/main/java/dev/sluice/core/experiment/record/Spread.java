package dev.sluice.core.experiment.record;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A figure over several runs.
 *
 * @param mean over the runs
 * @param deviation standard deviation of the runs, with n − 1; 0 for a single one
 * @param least smallest value
 * @param greatest largest value
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Spread(double mean, double deviation, double least, double greatest) {
    /** The spread of values, at least one. */
    public static Spread of(List<Double> values) {
        double mean = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            mean += value / values.size();
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        if (least == greatest) {
            // Rounding is no spread.
            return new Spread(least, 0, least, greatest);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Spread(mean, Math.sqrt(squares / (values.size() - 1)), least, greatest);
    }
}
