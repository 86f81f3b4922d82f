package dev.sluice.core.experiment.exchange;

/** A model that a format cannot express, or that computes something else in it. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public ExportException(String message) {
        super(message);
    }
}
