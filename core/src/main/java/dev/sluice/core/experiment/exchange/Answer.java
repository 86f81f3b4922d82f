package dev.sluice.core.experiment.exchange;

import java.util.List;

/**
 * What a model says about one answer.
 *
 * @param name of the answer
 * @param kind what its predictions are
 * @param everyStep whether there is one for each step
 * @param steps the predictions: likeliest first for classes; one list, or one for each step
 */
public record Answer(String name, Kind kind, boolean everyStep, List<List<Prediction>> steps) {
    /** What predictions are. */
    public enum Kind {
        /** Labels with probabilities. */
        CLASSES,
        /** Numbers in the units of the data; their labels are their columns' names, or {@code 1}, {@code 2} and so on. */
        NUMBERS
    }

    /** Copies the lists. */
    public Answer {
        steps = steps.stream().map(List::copyOf).toList();
    }
}
