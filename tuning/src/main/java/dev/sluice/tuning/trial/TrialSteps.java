package dev.sluice.tuning.trial;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Measurement;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A running trial, for an {@link Evaluation} in steps:
 *
 * <pre>{@code
 * for (int step = trial.from() + 1; step <= trial.steps(); step++) {
 *     double value = …;
 *     if (trial.stopsAfter(step, value)) {
 *         break;
 *     }
 * }
 * }</pre>
 *
 * <p>A paused trial is evaluated again with a larger {@code from}: the evaluation must keep its state, by the trial's number.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class TrialSteps {
    private final TrialTask task;
    private final StepJudge judge;
    private boolean stopped;
    private int last;

    TrialSteps(TrialTask task, StepJudge judge) {
        this.task = task;
        this.judge = judge;
        this.last = task.from();
    }

    /** The trial's number, from 0. */
    public int number() {
        return task.trial();
    }

    /** The assignment of the trial. */
    public Assignment assignment() {
        return task.assignment();
    }

    /** The last step done before; 0 for a new trial. */
    public int from() {
        return task.from();
    }

    /** The last step to do now. */
    public int steps() {
        return task.steps();
    }

    /**
     * Reports a step.
     *
     * @param values of the objectives, in their order; NaN where they are not known before the trial's end
     * @return whether to stop the trial here
     */
    public boolean stopsAfter(int step, double... values) {
        if (step <= last || step > task.steps()) {
            throw new IllegalArgumentException("steps come one after another up to " + task.steps() + ", but step "
                    + step + " came after " + last);
        }
        last = step;
        List<Double> list = Arrays.stream(values).boxed().toList();
        stopped |= judge.stops(new Measurement(step, list));
        return stopped || step == task.steps();
    }

    boolean isStopped() {
        return stopped;
    }

    /** Returns whether the trial reached the last step to do now and is not complete. */
    boolean isPaused() {
        return last == task.steps() && task.steps() < task.whole();
    }
}
