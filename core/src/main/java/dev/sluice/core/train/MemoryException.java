package dev.sluice.core.train;

/** A training that cannot fit into memory, known before it began; the message says what needs how much and what to do. */
public final class MemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MemoryException(String message) {
        super(message);
    }
}
