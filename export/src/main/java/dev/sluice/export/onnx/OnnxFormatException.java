package dev.sluice.export.onnx;

import dev.sluice.core.error.SluiceException;

/** A file is not a readable ONNX model: truncated, corrupt or something else. */
public final class OnnxFormatException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, where, and what to do. */
    public OnnxFormatException(String message) {
        super(message);
    }

    /** With what is wrong, where, and what to do, and the parser's complaint. */
    public OnnxFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
