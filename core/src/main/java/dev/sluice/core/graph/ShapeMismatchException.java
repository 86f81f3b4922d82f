package dev.sluice.core.graph;

/** Operands whose shapes do not fit the operation; the message names the expression, the shapes and the remedy. */
public final class ShapeMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public ShapeMismatchException(String message) {
        super(message);
    }
}
