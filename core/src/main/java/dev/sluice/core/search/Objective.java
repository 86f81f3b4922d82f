package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * A quantity that a study optimizes.
 *
 * @param name for example {@code validation.accuracy}
 * @param direction which way it is to go
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Objective(String name, Direction direction) {
    /** A value turned so that smaller is better; NaN stays NaN. */
    public double loss(double value) {
        return direction == Direction.MINIMIZE ? value : -value;
    }

    /** The value that has a loss. */
    public double value(double loss) {
        return direction == Direction.MINIMIZE ? loss : -loss;
    }
}
