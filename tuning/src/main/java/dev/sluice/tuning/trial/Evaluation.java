package dev.sluice.tuning.trial;

import java.util.List;
import org.apiguardian.api.API;

/** What a study optimizes, written in Java. Called by several threads at once. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Evaluation {
    /**
     * Evaluates a trial.
     *
     * @param trial what to try, and whom to tell of steps, if there are any
     * @return a value for each objective, in their order; not looked at if the trial was stopped or paused
     * @throws Exception for whatever reason: then the trial has failed, and the study goes on
     */
    List<Double> evaluate(TrialSteps trial) throws Exception;
}
