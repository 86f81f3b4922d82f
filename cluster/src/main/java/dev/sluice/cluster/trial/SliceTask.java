package dev.sluice.cluster.trial;

import dev.sluice.cluster.site.Shipment;
import dev.sluice.core.search.Assignment;
import dev.sluice.tuning.trial.TrialTask;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A slice of a trial, as it is sent to an executor.
 *
 * @param shipment the experiment
 * @param trial its number
 * @param values of its assignment
 * @param from the last step that the driver has heard of
 * @param steps the last step to do
 * @param whole steps of a complete trial
 * @param stopAt the step after which the trial is pruned; 0 for none
 * @param seconds after which the slice ends at the next update
 * @param threads for the kernels
 */
record SliceTask(
        Shipment shipment,
        int trial,
        Map<String, Object> values,
        int from,
        int steps,
        int whole,
        int stopAt,
        double seconds,
        int threads)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No step of this number comes. */
    static final int NEVER = 0;

    /** Copies the values, in a map that Java serializes. */
    SliceTask {
        values = new LinkedHashMap<>(values);
    }

    /** A slice of a task that goes on after a step. */
    static SliceTask of(Shipment shipment, TrialTask task, int from, int stopAt, double seconds, int threads) {
        return new SliceTask(
                shipment,
                task.trial(),
                task.assignment().values(),
                from,
                task.steps(),
                task.whole(),
                stopAt,
                seconds,
                threads);
    }

    /** The task on the executor. */
    TrialTask task() {
        return new TrialTask(trial, Assignment.of(values), from, steps, whole);
    }
}
