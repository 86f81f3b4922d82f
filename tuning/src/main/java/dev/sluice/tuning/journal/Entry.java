package dev.sluice.tuning.journal;

import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * A line of a journal. An entry that ends a job says all of it once more: a job is known as done from one line, or not at
 * all, whatever became of the others.
 */
public sealed interface Entry {
    /** The number of the job, from 0. */
    int job();

    /**
     * A job was begun, or taken over from a process that is gone.
     *
     * @param worker which of the process's workers does it, from 0
     * @param time by this machine's clock; for people, never compared
     */
    record Begun(int job, Work work, int worker, Instant time) implements Entry {}

    /** A trial was measured on its way. */
    record Measured(int job, Measurement measurement) implements Entry {}

    /**
     * A job is done.
     *
     * @param measurements of this job alone, in order of their steps
     * @param outcome how far its trial has come
     * @param worker which of the process's workers did it
     * @param seconds that it took this process
     * @param time by this machine's clock; for people, never compared
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
