package dev.sluice.cluster.connection;

import dev.sluice.core.error.SluiceException;
import org.jspecify.annotations.Nullable;

/** The cluster cannot be reached, or it does not fit this program. */
public final class ClusterException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public ClusterException(String message) {
        super(message);
    }

    /** An error with the given message, and the failure behind it. */
    public ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
