package dev.sluice.core.graph;

/** Thrown when the shapes of operands do not fit an operation; the message names the expression, the shapes and the remedy. */
public final class ShapeMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public ShapeMismatchException(String message) {
        super(message);
    }
}
