package dev.sluice.tuning.trial;

import dev.sluice.core.search.Outcome;
import java.util.List;

/** Runs trials by calling an {@link Evaluation} in this process. */
public final class EvaluationRunner implements TrialRunner {
    private final Evaluation evaluation;
    private final int objectives;

    /**
     * A runner.
     *
     * @param objectives how many values the evaluation gives
     */
    public EvaluationRunner(Evaluation evaluation, int objectives) {
        this.evaluation = evaluation;
        this.objectives = objectives;
    }

    @Override
    public Outcome run(TrialTask task, StepJudge judge) throws InterruptedException {
        TrialSteps trial = new TrialSteps(task, judge);
        List<Double> values;
        try {
            values = evaluation.evaluate(trial);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            return new Outcome.Failed(reason(e));
        }
        if (trial.isStopped()) {
            return new Outcome.Pruned();
        }
        if (trial.isPaused()) {
            return new Outcome.Paused();
        }
        if (values.size() != objectives) {
            return new Outcome.Failed("the evaluation must give a value for each of " + objectives
                    + " objectives, but gave " + values);
        }
        return completed(values);
    }

    /** Completed with values that are finite, else diverged. */
    static Outcome completed(List<Double> values) {
        return values.stream().allMatch(Double::isFinite)
                ? new Outcome.Completed(values)
                : new Outcome.Diverged();
    }

    /** A failure in one line. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        String text = failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return text.lines().map(String::strip).reduce((one, other) -> one + " " + other).orElse("");
    }
}
