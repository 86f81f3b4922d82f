package dev.sluice.cli.gallery;

import dev.sluice.testkit.StepTiming;
import java.util.List;
import java.util.Optional;

/**
 * A cell and all that was measured of it.
 *
 * @param outcomes one for each task, in order; none if the cell is not trainable
 * @param timing beside the built-in GRU; empty if the cell is not trainable
 */
public record Row(CellEntry cell, List<Outcome> outcomes, Optional<StepTiming> timing) {
    /** Copies the list. */
    public Row {
        outcomes = List.copyOf(outcomes);
    }
}
