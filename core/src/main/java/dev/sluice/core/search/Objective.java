package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * A quantity that a study optimizes.
 *
 * @param name for example {@code validation.accuracy}
 * @param direction of optimization
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Objective(String name, Direction direction) {
    /** Converts a value to a loss, for which smaller is better; NaN stays NaN. */
    public double loss(double value) {
        return direction == Direction.MINIMIZE ? value : -value;
    }

    /** Converts a loss to a value. */
    public double value(double loss) {
        return direction == Direction.MINIMIZE ? loss : -loss;
    }
}
