package dev.sluice.tuning.trial;

import dev.sluice.core.search.Measurement;

/** Hears of each step of a trial, and says whether to give it up. Called on the thread that runs the trial. */
@FunctionalInterface
public interface StepJudge {
    /** Takes a measurement; says whether the trial ends here. */
    boolean stops(Measurement measurement);
}
