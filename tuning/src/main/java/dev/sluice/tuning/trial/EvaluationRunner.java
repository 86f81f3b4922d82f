package dev.sluice.tuning.trial;

import dev.sluice.core.error.SluiceException;
import dev.sluice.core.search.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs trials by calling an {@link Evaluation} in this process. */
public final class EvaluationRunner implements TrialRunner {
    private final Evaluation evaluation;
    private final int objectives;
    /** The threads that are evaluating and may be interrupted. */
    private final Set<Thread> evaluating = new HashSet<>();

    private boolean stopping;

    /**
     * Creates a runner.
     *
     * @param objectives number of values that the evaluation returns
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
            enter();
            values = evaluation.evaluate(trial);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            return new Outcome.Failed(reason(e));
        } finally {
            leave();
        }
        if (trial.isStopped()) {
            return new Outcome.Pruned();
        }
        if (trial.isPaused()) {
            return new Outcome.Paused();
        }
        if (values.size() != objectives) {
            return new Outcome.Failed("the evaluation must return a value for each of " + objectives
                    + " objectives, but returned " + values);
        }
        return completed(values);
    }

    private synchronized void enter() throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("the study stops");
        }
        evaluating.add(Thread.currentThread());
    }

    private synchronized void leave() {
        evaluating.remove(Thread.currentThread());
        // An interrupt meant for the evaluation must not reach the journal, whose files it would close.
        boolean unheard = Thread.interrupted();
        stopping |= unheard;
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        evaluating.forEach(Thread::interrupt);
    }

    /** The outcome of an evaluation: completed if all values are finite, else diverged. */
    static Outcome completed(List<Double> values) {
        return values.stream().allMatch(Double::isFinite) ? new Outcome.Completed(values) : new Outcome.Diverged();
    }

    /** Describes a failure in one line. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        String text = failure instanceof SluiceException && message != null
                ? message
                : failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return text.lines()
                .map(String::strip)
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }
}
