package dev.sluice.core.experiment.record;

import dev.sluice.core.error.SluiceException;
import org.apiguardian.api.API;

/** Thrown when a run does not exist or cannot be used, for a reason that the user can fix. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class RunException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public RunException(String message) {
        super(message);
    }
}
