package dev.sluice.export.targets;

/** A runtime for which files are written. */
public enum Target {
    /** ONNX Runtime on the CPU. */
    ORT_CPU,
    /** ONNX Runtime with CUDA. */
    ORT_CUDA,
    /** ONNX Runtime in browsers. */
    ORT_WEB,
    /** OpenVINO. */
    OPENVINO,
    /** TensorRT. */
    TENSORRT,
    /** tract, in Rust. */
    TRACT
}
