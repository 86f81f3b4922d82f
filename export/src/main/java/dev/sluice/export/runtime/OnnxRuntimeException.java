package dev.sluice.export.runtime;

/** Thrown if ONNX Runtime cannot be started, or refuses a model or a run. */
public final class OnnxRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with the refusal and its reason. */
    public OnnxRuntimeException(String message) {
        super(message);
    }

    /** Creates the exception with the refusal and the runtime's error. */
    public OnnxRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
