package dev.sluice.core.search;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The objective values of a trial after a step.
 *
 * @param step counted from 1
 * @param values one for each objective in their order; NaN where the objective is not known before the trial's end
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Measurement(int step, List<Double> values) {
    /** Checks the step and copies the values. */
    public Measurement {
        values = List.copyOf(values);
        if (step < 1) {
            throw new IllegalArgumentException("steps count from 1, but this is step " + step);
        }
    }
}
