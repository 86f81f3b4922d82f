package dev.sluice.core.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that the user can put right: its message states the rule, the finding, the place and the remedy. The program
 * prints that message alone and exits with code 2; a plugin's own exceptions join by extending this class.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class SluiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    protected SluiceException(@Nullable String message) {
        super(message);
    }

    /** An error with the given message, and the failure behind it. */
    protected SluiceException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
