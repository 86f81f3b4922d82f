package dev.sluice.core.experiment.tracking;

import dev.sluice.core.error.SluiceException;
import org.apiguardian.api.API;

/** A record that a tracker cannot send. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TrackingException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception; the message says what to do about it. */
    public TrackingException(String message) {
        super(message);
    }
}
