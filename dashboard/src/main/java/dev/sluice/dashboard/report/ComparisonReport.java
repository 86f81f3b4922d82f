package dev.sluice.dashboard.report;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.dashboard.view.ComparisonView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/** Several runs in one HTML file: curves over each other, the facts in which they differ, parallel coordinates if there are many. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ComparisonReport {
    /** The usual name of the file. */
    public static final String PAGE = "comparison.html";

    private ComparisonReport() {}

    /**
     * Writes the comparison of runs into a file, replacing an older one.
     *
     * @throws RunException if there are too many
     */
    public static void write(List<Run> runs, Path file) throws IOException {
        if (runs.size() > ComparisonView.MOST_RUNS) {
            throw new RunException("at most " + ComparisonView.MOST_RUNS + " runs are compared at once, but these are "
                    + runs.size() + "; choose fewer with --where [Sluice/TooManyRuns]");
        }
        SingleFile.write(
                file, runs.size() + " runs", Map.of("view", ComparisonView.of(runs, "")), "comparePage(data.view)");
    }
}
