package dev.sluice.export.onnx;

import dev.sluice.core.error.SluiceException;

/** Thrown for a file that is not a readable ONNX model: truncated, corrupt, or of another format. */
public final class OnnxFormatException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with the finding, the place and the remedy. */
    public OnnxFormatException(String message) {
        super(message);
    }

    /** Creates the exception with the finding, the place, the remedy, and the parser's error. */
    public OnnxFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
