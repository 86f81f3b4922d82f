package dev.sluice.bench.measure;

/** Two sides do not compute the same, so comparing their times would say nothing. */
public final class UnequalWorkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception that says what differs, and by how much. */
    public UnequalWorkException(String message) {
        super(message);
    }
}
