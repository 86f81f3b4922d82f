package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * The limits of a study.
 *
 * @param trials most trials that it may start; {@link #UNLIMITED} if something else ends it
 * @param steps of a whole trial, at least 1; 1 where trials cannot be cut short
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
