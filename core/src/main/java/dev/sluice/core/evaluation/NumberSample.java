package dev.sluice.core.evaluation;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Predictions of one column of numbers and the true values, for an even sample of the test part.
 *
 * @param column name of the column; empty if it has none
 * @param right true numbers, in the units of the data
 * @param said predicted numbers, in the same order
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record NumberSample(String column, List<Double> right, List<Double> said) {
    /** Copies the lists. */
    public NumberSample {
        right = List.copyOf(right);
        said = List.copyOf(said);
    }
}
