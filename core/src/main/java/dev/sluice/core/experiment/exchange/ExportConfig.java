package dev.sluice.core.experiment.exchange;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** What is written for use elsewhere. */
public record ExportConfig(
        @Description("The exporter, or 'none'") @Default("onnx")
        String format,

        @Description("Version of ONNX's operators") @Default("17") @Range(min = 14, max = 22)
        int opset,

        @Description(
                "Largest difference from the trained model, relative to the size of its outputs; above it the export"
                        + " fails. 0 for 1e-5 where every layer is an operator of ONNX and 1e-4 where one is a loop, or more where"
                        + " float32 itself is that far from float64")
        @Default("0")
        @Range(min = 0, max = 1)
        double tolerance,

        @Description("Whether a model of a single step is written too, for streams; the network must run forward and"
                + " answer from its last state")
        @Default("false")
        boolean streaming,

        @Description("How weights are stored") @Default("float32")
        Weights weights,

        @Description("Where the model will run: what that place is known to refuse or to misread is said")
        @Default("ort_cpu")
        Target target,

        @Description(
                "Where the file expects padding in sequences that are shorter than others, and puts it in answers at"
                        + " every step")
        @Default("right")
        Padding padding,

        @Description("The licence that the model is given away under, written into the file; empty for none stated")
        @Default("''")
        String licence) {
    /** How weights are stored. They are float32 again before anything is computed with them. */
    public enum Weights {
        /** As trained. */
        FLOAT32,
        /** Half the size. */
        FP16,
        /** A quarter of the size: whole numbers with a scale for each row. */
        INT8
    }

    /** Where padding stands. */
    public enum Padding {
        /** Behind the last step. */
        RIGHT,
        /** In front of the first step, as Keras's pad_sequences puts it unless told otherwise. */
        LEFT
    }

    /** A runtime. */
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

    /** All defaults, in a format. */
    public static ExportConfig of(String format) {
        return new ExportConfig(format, 17, 0, false, Weights.FLOAT32, Target.ORT_CPU, Padding.RIGHT, "");
    }

    /** A copy in another format. */
    public ExportConfig withFormat(String changed) {
        return new ExportConfig(changed, opset, tolerance, streaming, weights, target, padding, licence);
    }

    /** A copy with another tolerance. */
    public ExportConfig withTolerance(double changed) {
        return new ExportConfig(format, opset, changed, streaming, weights, target, padding, licence);
    }

    /** A copy with another version of the operators. */
    public ExportConfig withOpset(int changed) {
        return new ExportConfig(format, changed, tolerance, streaming, weights, target, padding, licence);
    }

    /** A copy that writes a model of a single step, or does not. */
    public ExportConfig withStreaming(boolean changed) {
        return new ExportConfig(format, opset, tolerance, changed, weights, target, padding, licence);
    }

    /** A copy with weights stored in another way. */
    public ExportConfig withWeights(Weights changed) {
        return new ExportConfig(format, opset, tolerance, streaming, changed, target, padding, licence);
    }

    /** A copy for another runtime. */
    public ExportConfig withTarget(Target changed) {
        return new ExportConfig(format, opset, tolerance, streaming, weights, changed, padding, licence);
    }

    /** A copy for another side of padding. */
    public ExportConfig withPadding(Padding changed) {
        return new ExportConfig(format, opset, tolerance, streaming, weights, target, changed, licence);
    }
}
