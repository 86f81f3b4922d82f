package dev.sluice.core.experiment.exchange;

import org.apiguardian.api.API;

/**
 * A label and its probability, or a predicted number.
 *
 * @param label of a class; the name of a number's column, or its place, from 1
 * @param probability between 0 and 1, or the number
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Prediction(String label, double probability) {
    /** Returns whether a class of which several may hold is said to. */
    public boolean holds() {
        return probability > 0.5;
    }
}
