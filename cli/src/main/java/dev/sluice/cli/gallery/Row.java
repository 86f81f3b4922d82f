package dev.sluice.cli.gallery;

import dev.sluice.testkit.StepTiming;
import java.util.List;

/**
 * A cell and all that was measured of it.
 *
 * @param outcomes one for each task, in order
 * @param timing beside the built-in GRU
 */
public record Row(CellEntry cell, List<Outcome> outcomes, StepTiming timing) {
    /** Copies the list. */
    public Row {
        outcomes = List.copyOf(outcomes);
    }

    /** Returns whether any task brings what the cell reads. */
    boolean trained() {
        return outcomes.isEmpty() || !outcomes.stream().allMatch(Outcome.NotGiven.class::isInstance);
    }
}
