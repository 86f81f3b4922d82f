package dev.sluice.core.experiment.record;

/** How far a run is. */
public enum RunState {
    /** Its process works on it. */
    RUNNING,
    /** A trial of a study has trained to its end; it was neither tested nor exported. */
    TRAINED,
    /** All was done. */
    FINISHED,
    /** It ended with an error, which its status names. */
    FAILED,
    /** It was stopped, or its process is gone; what was logged is there, and so are the best weights so far. */
    INTERRUPTED,
    /** Its status cannot be read: the file was changed by something else than Sluice. */
    DAMAGED
}
