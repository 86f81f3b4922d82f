package dev.sluice.tuning.journal;

import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * A line of a journal. The entry that ends a job repeats its whole result, so that a job is known to be done from one line
 * alone, even if other lines are lost.
 */
public sealed interface Entry {
    /** The number of the job, from 0. */
    int job();

    /**
     * A job was started, or taken over from a dead process.
     *
     * @param worker index of the worker in the process, from 0
     * @param time by this machine's clock; informational, never compared
     */
    record Begun(int job, Work work, int worker, Instant time) implements Entry {}

    /** A trial reported an intermediate measurement. */
    record Measured(int job, Measurement measurement) implements Entry {}

    /**
     * A job is done.
     *
     * @param measurements of this job alone, in order of their steps
     * @param outcome state of the trial after the job
     * @param worker index of the worker in the process, from 0
     * @param seconds duration in this process
     * @param time by this machine's clock; informational, never compared
     */
    record Ended(
            int job,
            Work work,
            List<Measurement> measurements,
            Outcome outcome,
            int worker,
            double seconds,
            Instant time)
            implements Entry {
        /** Copies the list. */
        public Ended {
            measurements = List.copyOf(measurements);
        }
    }
}
