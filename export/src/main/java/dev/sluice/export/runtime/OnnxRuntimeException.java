package dev.sluice.export.runtime;

/** ONNX Runtime cannot be started here, or refuses a model or a run. */
public final class OnnxRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was refused and why. */
    public OnnxRuntimeException(String message) {
        super(message);
    }

    /** With what was refused and the runtime's complaint. */
    public OnnxRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
