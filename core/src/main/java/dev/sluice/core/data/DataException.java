package dev.sluice.core.data;

import dev.sluice.core.error.SluiceException;

/** Data that cannot be used; the message says which, where and what to do. */
public final class DataException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** An error with the given message. */
    public DataException(String message) {
        super(message);
    }
}
