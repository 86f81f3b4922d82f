package dev.sluice.export.lowering;

/** A model cannot be exported: something in it has no form in the file, or the file does not compute what the model does. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, where, and what to do. */
    public ExportException(String message) {
        super(message);
    }

    /** With what is wrong, where, and what to do. */
    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
