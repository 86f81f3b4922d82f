package dev.sluice.core.tensor;

/** A file is not a safetensors file that can be read: truncated, corrupt, or of a type that is not supported. */
public final class SafetensorsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the file, the rule, and what was found. */
    public SafetensorsException(String message) {
        super(message);
    }

    /** With the file, the rule, what was found, and the parser's complaint. */
    public SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
