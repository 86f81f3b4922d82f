package dev.sluice.core.experiment.record;

import dev.sluice.core.error.SluiceException;
import org.apiguardian.api.API;

/** A folder of runs that cannot be used, or a run that there is not; the user's to put right. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class RunException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public RunException(String message) {
        super(message);
    }
}
