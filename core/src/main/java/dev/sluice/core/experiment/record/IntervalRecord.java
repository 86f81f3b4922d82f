package dev.sluice.core.experiment.record;

import dev.sluice.core.train.IntervalFigures;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The calibrated intervals of one target, an entry of {@code intervals.json}.
 *
 * @param level share of the true numbers that they should hold
 * @param examples of the validation part that they were calibrated on
 * @param margins by how many units both bounds were moved outwards, for each column
 * @param test figures on the test part; null without one
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record IntervalRecord(
        double level,
        int examples,
        List<Double> margins,
        @Nullable IntervalFigures test) {
    /** Copies the margins. */
    public IntervalRecord {
        margins = List.copyOf(margins);
    }
}
