package dev.sluice.core.experiment.record;

import org.apiguardian.api.API;

/** The state of a run. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public enum RunState {
    /** A process is working on it. */
    RUNNING,
    /** A trial of a study has trained to its end; it was neither tested nor exported. */
    TRAINED,
    /** It is complete. */
    FINISHED,
    /** It ended with an error, which its status holds. */
    FAILED,
    /** It was stopped, or its process has died. Its logs and the best weights so far exist. */
    INTERRUPTED,
    /** Its status cannot be read: something other than Sluice changed the file. */
    DAMAGED
}
