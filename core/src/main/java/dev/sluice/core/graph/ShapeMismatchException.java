package dev.sluice.core.graph;

import org.apiguardian.api.API;

/** Thrown when the shapes of operands do not fit an operation; the message names the expression, the shapes and the remedy. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ShapeMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public ShapeMismatchException(String message) {
        super(message);
    }
}
