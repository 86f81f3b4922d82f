package dev.sluice.tuning.study;

import dev.sluice.core.search.Limits;
import org.apiguardian.api.API;

/**
 * When a study begins no further job.
 *
 * @param trials most trials
 * @param minutes of anybody's work on the study; infinite for no such limit
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Budget(int trials, double minutes) {
    /** Checks the numbers. */
    public Budget {
        if (trials < 1 || !(minutes > 0)) {
            throw new IllegalArgumentException("a budget must have at least 1 trial and more than 0 minutes, but has "
                    + trials + " and " + minutes);
        }
    }

    /** So many trials, however long they take. */
    public static Budget ofTrials(int trials) {
        return new Budget(trials, Double.POSITIVE_INFINITY);
    }

    /** Whether the number of trials ends the study. */
    public boolean hasTrials() {
        return trials != Limits.UNLIMITED;
    }
}
