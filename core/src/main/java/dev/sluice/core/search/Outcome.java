package dev.sluice.core.search;

import java.util.List;
import org.apiguardian.api.API;

/** The state of a trial as visible to a job. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Outcome {
    /** The result of the trial's last job is not visible: the job is queued, running, or finished too recently. */
    record Pending() implements Outcome {}

    /** Reached the number of steps that it was granted, fewer than a complete trial's, and can be resumed. */
    record Paused() implements Outcome {}

    /**
     * Ran to its end.
     *
     * @param values one for each objective in their order, all finite
     */
    record Completed(List<Double> values) implements Outcome {
        /** Copies and checks the values. */
        public Completed {
            values = List.copyOf(values);
            if (!values.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "a completed trial has finite values, but these are " + values + "; with others it diverged");
            }
        }
    }

    /** The pruner stopped it, after the step of its last measurement. */
    record Pruned() implements Outcome {}

    /** An objective or the loss was not finite. */
    record Diverged() implements Outcome {}

    /**
     * Failed, for example with an exception or by running out of memory.
     *
     * @param reason one line
     */
    record Failed(String reason) implements Outcome {}
}
