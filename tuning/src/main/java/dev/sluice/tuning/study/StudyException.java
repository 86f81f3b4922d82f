package dev.sluice.tuning.study;

import dev.sluice.core.error.SluiceException;
import org.apiguardian.api.API;

/** Thrown when a study cannot be started or continued, for a reason that the user can fix. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class StudyException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public StudyException(String message) {
        super(message);
    }

    /** An error with the given message, and the failure behind it. */
    public StudyException(String message, Throwable cause) {
        super(message, cause);
    }
}
