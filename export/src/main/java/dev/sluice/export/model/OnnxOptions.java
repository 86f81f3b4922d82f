package dev.sluice.export.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.export.targets.Target;
import dev.sluice.export.weights.WeightFormat;

/** Options of the ONNX exporter. */
@Description("Options of the ONNX exporter.")
public record OnnxOptions(
        @Description("ONNX opset version") @Default("17") @Range(min = 14, max = 22)
        int opset,

        @Description(
                "Maximum difference from the trained model, relative to the size of its outputs; above it the export"
                        + " fails. 0 for the difference that rounding to float32 explains at each input")
        @Default("0")
        @Range(min = 0, max = 1)
        double tolerance,

        @Description("Whether to also write a model of a single step, for streams; the network must run forward and"
                + " predict from its final state")
        @Default("false")
        boolean streaming,

        @Description("Number format of the weights") @Default("float32")
        WeightFormat weights,

        @Description("The runtime that will run the model; the export reports what it is known to reject or misread")
        @Default("ort_cpu")
        Target target,

        @Description("Side of the padding in shorter sequences, in the inputs and in per-step outputs")
        @Default("right")
        Padding padding,

        @Description("Licence of the model, written into the file; empty for none") @Default("''")
        String licence) {
    /** The side on which sequences are padded. */
    public enum Padding {
        /** Behind the last step. */
        RIGHT,
        /** In front of the first step, as Keras's pad_sequences puts it unless told otherwise. */
        LEFT
    }

    /** The default options. */
    public static OnnxOptions defaults() {
        return new OnnxOptions(17, 0, false, WeightFormat.FLOAT32, Target.ORT_CPU, Padding.RIGHT, "");
    }

    /** A copy with another tolerance. */
    public OnnxOptions withTolerance(double changed) {
        return new OnnxOptions(opset, changed, streaming, weights, target, padding, licence);
    }

    /** A copy with another operator set. */
    public OnnxOptions withOpset(int changed) {
        return new OnnxOptions(changed, tolerance, streaming, weights, target, padding, licence);
    }

    /** A copy with or without a single-step model. */
    public OnnxOptions withStreaming(boolean changed) {
        return new OnnxOptions(opset, tolerance, changed, weights, target, padding, licence);
    }

    /** A copy with another weight format. */
    public OnnxOptions withWeights(WeightFormat changed) {
        return new OnnxOptions(opset, tolerance, streaming, changed, target, padding, licence);
    }

    /** A copy for another runtime. */
    public OnnxOptions withTarget(Target changed) {
        return new OnnxOptions(opset, tolerance, streaming, weights, changed, padding, licence);
    }

    /** A copy with padding on another side. */
    public OnnxOptions withPadding(Padding changed) {
        return new OnnxOptions(opset, tolerance, streaming, weights, target, changed, licence);
    }

    /** A copy with another licence. */
    public OnnxOptions withLicence(String changed) {
        return new OnnxOptions(opset, tolerance, streaming, weights, target, padding, changed);
    }
}
