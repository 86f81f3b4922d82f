package dev.sluice.core.search;

import org.apiguardian.api.API;

/** A unit of a study's work, as decided by a pruner. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Job {
    /**
     * Starts the next trial.
     *
     * @param steps after which the trial pauses; the steps of a complete trial complete it
     */
    record Start(int steps) implements Job {}

    /**
     * Resumes a paused trial.
     *
     * @param trial its number
     * @param steps after which the trial pauses again, counted from its start; more than it was granted before
     */
    record Continue(int trial, int steps) implements Job {}

    /** Does nothing, because the next decision depends on results that are not visible to this job. */
    record Idle() implements Job {}

    /** Ends the study: there is nothing left to do, whatever the pending results. */
    record Done() implements Job {}
}
