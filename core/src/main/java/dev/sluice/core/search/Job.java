package dev.sluice.core.search;

import org.apiguardian.api.API;

/** A piece of a study's work, as a pruner hands it out. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Job {
    /**
     * Starts the next trial.
     *
     * @param steps how far it goes before it pauses; all of a trial's steps complete it
     */
    record Start(int steps) implements Job {}

    /**
     * Goes on with a paused trial from where it is.
     *
     * @param trial its number
     * @param steps how far it goes, counted from the trial's beginning; more than it has been granted
     */
    record Continue(int trial, int steps) implements Job {}

    /** Does nothing: what comes next depends on results that this job may not know yet. A later job will know more. */
    record Idle() implements Job {}

    /** Nothing is left to do, and no pending result could change that. */
    record Done() implements Job {}
}
