/**
 * Runs ONNX files in ONNX Runtime, guarded against what would make the native library fail the whole process.
 *
 * <p>Read {@link dev.sluice.export.runtime.OnnxRuntimeSession}; arrays go in and come out as
 * {@link dev.sluice.export.onnx.OnnxArray}. Nothing else in Sluice imports {@code ai.onnxruntime}.
 */
@NullMarked
package dev.sluice.export.runtime;

import org.jspecify.annotations.NullMarked;
