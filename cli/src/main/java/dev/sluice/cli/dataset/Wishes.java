package dev.sluice.cli.dataset;

import java.util.List;
import java.util.Optional;

/**
 * What a user wants of an experiment that is proposed.
 *
 * @param target column or field to predict
 * @param id columns that tell series apart
 * @param time column of times
 * @param horizon steps to forecast; 0 where the file decides
 */
public record Wishes(Optional<String> target, List<String> id, Optional<String> time, int horizon) {
    /** Copies the list. */
    public Wishes {
        id = List.copyOf(id);
    }

    /** Nothing in particular. */
    static Wishes none() {
        return new Wishes(Optional.empty(), List.of(), Optional.empty(), 0);
    }
}
