package dev.sluice.tuning.journal;

import java.time.Instant;

/**
 * One execution of a job by a worker.
 *
 * @param process name of the worker's process
 * @param worker index of the worker in the process, from 0
 * @param began start time by that machine's clock
 * @param seconds duration; NaN if the job was not finished
 */
public record Attempt(String process, int worker, Instant began, double seconds) {
    /** Returns whether this attempt finished the job. */
    public boolean isEnded() {
        return !Double.isNaN(seconds);
    }
}
