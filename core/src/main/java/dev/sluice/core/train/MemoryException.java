package dev.sluice.core.train;

import dev.sluice.core.error.SluiceException;

/** Thrown before training when it would not fit into memory; the message says what needs how much and what to do. */
public final class MemoryException extends SluiceException {
    private static final long serialVersionUID = 1L;

    public MemoryException(String message) {
        super(message);
    }
}
