package dev.sluice.tuning.trial;

import java.util.List;
import org.apiguardian.api.API;

/** A function that a study optimizes. Called by several threads concurrently. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Evaluation {
    /**
     * Evaluates a trial.
     *
     * @param trial the assignment, and the receiver of intermediate values, if there are any
     * @return a value for each objective, in their order; ignored if the trial was stopped or paused
     * @throws Exception for any reason: then the trial has failed, and the study continues
     */
    List<Double> evaluate(TrialSteps trial) throws Exception;
}
