package dev.sluice.core.experiment.exchange;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The outcome of an export.
 *
 * @param summary lines for people: what was written, what was tried
 * @param largestDifference from the trained model, relative to the size of its outputs
 * @param passed whether the difference is within the tolerance
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record ExportReport(List<String> summary, double largestDifference, boolean passed) {
    /** Copies the lines. */
    public ExportReport {
        summary = List.copyOf(summary);
    }
}
