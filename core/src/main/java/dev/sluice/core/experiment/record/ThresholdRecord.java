package dev.sluice.core.experiment.record;

import dev.sluice.core.train.Threshold;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The thresholds of one target, an entry of {@code thresholds.json}.
 *
 * @param by the metric that they were chosen by
 * @param examples of the validation part that they were chosen on
 * @param labels the threshold of each label of which several may hold, or of the second of two classes
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ThresholdRecord(String by, int examples, List<Threshold> labels) {
    /** Copies the list. */
    public ThresholdRecord {
        labels = List.copyOf(labels);
    }
}
