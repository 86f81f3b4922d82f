package dev.sluice.tuning.evidence;

import dev.sluice.core.search.Trial;
import java.util.List;

/**
 * The losses of one trial.
 *
 * @param trial not pending
 * @param losses one finite number for each objective, smaller being better
 * @param quality origin of the losses
 */
public record Observation(Trial trial, List<Double> losses, Quality quality) {
    /** Copies the losses. */
    public Observation {
        losses = List.copyOf(losses);
    }
}
