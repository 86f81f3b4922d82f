package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.GroupSummary;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The outcome of all runs of an experiment: one, or a group.
 *
 * @param runs that were carried out, in their order
 * @param summary mean and spread over the whole group; empty for a single run
 * @param report lines for people
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record GroupResult(List<RunResult> runs, Optional<GroupSummary> summary, List<String> report) {
    /** Copies the lists. */
    public GroupResult {
        runs = List.copyOf(runs);
        report = List.copyOf(report);
    }

    /** A single run. */
    public static GroupResult of(RunResult run) {
        return new GroupResult(List.of(run), Optional.empty(), run.report());
    }
}
