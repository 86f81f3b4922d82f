/**
 * Runs files in ONNX Runtime, guarded against input that would crash the process.
 *
 * <p>Read {@link dev.sluice.export.runtime.OnnxRuntimeSession}; inputs and outputs are
 * {@link dev.sluice.export.onnx.OnnxArray}s. No other package imports {@code ai.onnxruntime}.
 */
@NullMarked
package dev.sluice.export.runtime;

import org.jspecify.annotations.NullMarked;
