package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * The limits of a study.
 *
 * @param trials largest number of trials; {@link #UNLIMITED} if the study ends by another criterion
 * @param steps of a complete trial, at least 1; 1 if trials cannot be stopped early
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Limits(int trials, int steps) {
    /** No limit on the number of trials. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Checks the numbers. */
    public Limits {
        if (trials < 0 || steps < 1) {
            throw new IllegalArgumentException("there must be at least 0 trials and 1 step, but there are " + trials
                    + " trials and " + steps + " steps");
        }
    }
}
