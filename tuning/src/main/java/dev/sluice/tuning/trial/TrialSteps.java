package dev.sluice.tuning.trial;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Measurement;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A trial under way, for an {@link Evaluation} that goes in steps:
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
 * <p>A trial that is paused comes again with a larger {@code from}: what it needs then it must have kept, under its number.
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

    /** What is tried. */
    public Assignment assignment() {
        return task.assignment();
    }

    /** Steps done before; 0 at the trial's beginning. */
    public int from() {
        return task.from();
    }

    /** The last step to do now. */
    public int steps() {
        return task.steps();
    }

    /**
     * Tells of a step.
     *
     * @param values of the objectives, in their order; NaN where they are not known before the trial's end
     * @return whether the trial ends here
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

    /** Whether it did all the steps that it was to do, and there are more. */
    boolean isPaused() {
        return last == task.steps() && task.steps() < task.whole();
    }
}
