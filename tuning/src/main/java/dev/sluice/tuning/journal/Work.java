package dev.sluice.tuning.journal;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Rejection;
import java.util.List;

/** What a job of a study does, as it was decided. */
public sealed interface Work {
    /** Work on a trial. */
    sealed interface OnTrial extends Work {
        /** The trial's number. */
        int trial();

        /** How far it goes, counted from the trial's beginning. */
        int steps();
    }

    /**
     * Starts a trial.
     *
     * @param assignment what is tried
     * @param rejected candidates that were passed over, in order
     */
    record Start(int trial, int steps, Assignment assignment, List<Rejection> rejected) implements OnTrial {
        /** Copies the list. */
        public Start {
            rejected = List.copyOf(rejected);
        }
    }

    /** Goes on with a trial that is paused. */
    record Continue(int trial, int steps) implements OnTrial {}

    /** Nothing, because what comes next depends on results that this job may not know. */
    record Idle() implements Work {}
}
