package dev.sluice.core.experiment.exchange;

/** A model that cannot be written in a format, or that computes something else there. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public ExportException(String message) {
        super(message);
    }
}
