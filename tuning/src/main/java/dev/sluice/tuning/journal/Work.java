package dev.sluice.tuning.journal;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Rejection;
import java.util.List;

/** The work that was decided for a job of a study. */
public sealed interface Work {
    /** Work on a trial. */
    sealed interface OnTrial extends Work {
        /** The trial's number. */
        int trial();

        /** Step at which the job ends, counted from the start of the trial. */
        int steps();
    }

    /**
     * Starts a trial.
     *
     * @param assignment of the trial
     * @param rejected candidates that were rejected before it, in order
     */
    record Start(int trial, int steps, Assignment assignment, List<Rejection> rejected) implements OnTrial {
        /** Copies the list. */
        public Start {
            rejected = List.copyOf(rejected);
        }
    }

    /** Resumes a paused trial. */
    record Continue(int trial, int steps) implements OnTrial {}

    /** Does nothing, because the next decision depends on results that are not visible to this job. */
    record Idle() implements Work {}
}
