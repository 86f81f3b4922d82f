package dev.sluice.tuning.journal;

import java.time.Instant;

/**
 * Some worker's work on a job.
 *
 * @param process that worked
 * @param worker which of its workers, from 0
 * @param began by that machine's clock
 * @param seconds that it took; NaN if it did not come to an end, or has not yet
 */
public record Attempt(String process, int worker, Instant began, double seconds) {
    /** Whether it ended the job. */
    public boolean isEnded() {
        return !Double.isNaN(seconds);
    }
}
