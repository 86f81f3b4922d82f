package dev.sluice.export.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** The process-wide ONNX Runtime environment and the session options. */
final class NativeRuntime {
    private NativeRuntime() {}

    /** The environment; the first call loads the native library. */
    static OrtEnvironment environment() {
        try {
            // Errors are thrown as exceptions, so log messages would only clutter the terminal.
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "sluice");
        } catch (LinkageError | IllegalStateException e) {
            throw new OnnxRuntimeException(
                    "the native library of ONNX Runtime cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + " (" + e.getMessage()
                            + "); it needs Linux with glibc 2.27, macOS on ARM or Windows on x64, and a temporary folder that"
                            + " allows programs",
                    e);
        }
    }

    static OrtSession open(byte[] model, int threads, String source) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            // Otherwise a declared shape that contradicts the nodes is only a warning.
            options.addConfigEntry("session.strict_shape_type_inference", "1");
            return environment().createSession(model, options);
        } catch (OrtException e) {
            throw new OnnxRuntimeException("ONNX Runtime refuses " + source + ": " + e.getMessage(), e);
        }
    }
}
