package dev.sluice.core.experiment.exchange;

import java.util.List;
import org.apiguardian.api.API;

/**
 * An output of a model for one example.
 *
 * @param name of the target that it predicts
 * @param kind of its predictions
 * @param everyStep whether there is one for each step
 * @param steps the predictions: likeliest first for classes; one list, or one for each step
 * @param details what is said of predicted numbers beside them
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Output(String name, Kind kind, boolean everyStep, List<List<Prediction>> steps, Details details) {
    /** An output without details. */
    public Output(String name, Kind kind, boolean everyStep, List<List<Prediction>> steps) {
        this(name, kind, everyStep, steps, Details.none());
    }

    /** Kinds of predictions. */
    public enum Kind {
        /** Classes that exclude each other, with probabilities. */
        CLASSES,
        /** Classes of which any number may hold, with probabilities. */
        LABELS,
        /** Numbers in the units of the data; their labels are their columns' names, or {@code 1}, {@code 2} and so on. */
        NUMBERS
    }

    /** Copies the lists. */
    public Output {
        steps = steps.stream().map(List::copyOf).toList();
    }
}
