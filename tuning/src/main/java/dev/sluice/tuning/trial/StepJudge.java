package dev.sluice.tuning.trial;

import dev.sluice.core.search.Measurement;

/** Decides after each step of a trial whether to stop it. Called on the thread that runs the trial. */
@FunctionalInterface
public interface StepJudge {
    /** Records a measurement and returns whether to stop the trial. */
    boolean stops(Measurement measurement);
}
