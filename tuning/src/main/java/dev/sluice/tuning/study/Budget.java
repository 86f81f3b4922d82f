package dev.sluice.tuning.study;

import dev.sluice.core.search.Limits;
import org.apiguardian.api.API;

/**
 * The limit after which a study starts no further jobs.
 *
 * @param trials largest number of trials
 * @param minutes during which at least one process works on the study; infinite for no limit on time
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

    /** A number of trials without a limit on time. */
    public static Budget ofTrials(int trials) {
        return new Budget(trials, Double.POSITIVE_INFINITY);
    }

    /** Returns whether the number of trials is limited. */
    public boolean hasTrials() {
        return trials != Limits.UNLIMITED;
    }
}
