package dev.sluice.tuning.journal;

import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import java.util.List;

/**
 * The recorded state of a job.
 *
 * @param number from 0
 * @param work the work that was decided for it
 * @param measurements of this job alone, in order of their steps
 * @param outcome of its trial after the job; pending until the job is done
 * @param attempts executions by workers; more than one if processes were killed
 */
public record JobRecord(
        int number, Work work, List<Measurement> measurements, Outcome outcome, List<Attempt> attempts) {
    /** Copies the lists. */
    public JobRecord {
        measurements = List.copyOf(measurements);
        attempts = List.copyOf(attempts);
    }

    /** Returns whether the job is done. */
    public boolean isDone() {
        return !(outcome instanceof Outcome.Pending);
    }
}
