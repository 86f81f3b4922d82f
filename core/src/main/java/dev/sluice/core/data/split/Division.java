package dev.sluice.core.data.split;

import dev.sluice.core.data.Split;

/**
 * The parts of the data while series are still whole: each part knows its own steps and the past before them.
 *
 * @param training what the model learns from
 * @param validation what it is judged by after each epoch; may be empty
 * @param test what it is judged by at the end; may be empty
 */
public record Division(Portions training, Portions validation, Portions test) {
    /** Each part's own steps alone, without the past. */
    public Split split() {
        return new Split(training.own(), validation.own(), test.own());
    }
}
