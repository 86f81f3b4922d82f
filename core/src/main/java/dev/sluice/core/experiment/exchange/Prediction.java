package dev.sluice.core.experiment.exchange;

import org.apiguardian.api.API;

/**
 * A label and its probability, or a predicted number.
 *
 * @param label of a class; the name of a number's column, or its place, from 1
 * @param probability between 0 and 1, or the number
 * @param holds whether a class of which several may hold is predicted
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Prediction(String label, double probability, boolean holds) {
    /** A class that is predicted from one half on, or a number. */
    public Prediction(String label, double probability) {
        this(label, probability, probability > 0.5);
    }
}
