package dev.sluice.tuning.journal;

import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import java.util.List;

/**
 * What is known of a job.
 *
 * @param number from 0
 * @param work as it was decided
 * @param measurements of this job alone, in order of their steps
 * @param outcome of its trial when it was done; pending until then
 * @param attempts by those who worked on it; more than one if processes were killed
 */
public record JobRecord(
        int number, Work work, List<Measurement> measurements, Outcome outcome, List<Attempt> attempts) {
    /** Copies the lists. */
    public JobRecord {
        measurements = List.copyOf(measurements);
        attempts = List.copyOf(attempts);
    }

    /** Whether it is done. */
    public boolean isDone() {
        return !(outcome instanceof Outcome.Pending);
    }
}
