package dev.sluice.export.lowering;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.graph.Unfold;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kernels over time as {@code Conv} nodes. */
final class KernelLowering {
    private final Scope scope;
    private final Sizes sizes;

    KernelLowering(Scope scope, Sizes sizes) {
        this.scope = scope;
        this.sizes = sizes;
    }

    /** An unfold outside of a convolution: a {@code Conv} of each feature with one-hot kernels. */
    OnnxValue steps(Expr unfold) {
        int features = features(unfold);
        return convolution(
                unfold, singles(features, ((Unfold) unfold.op()).kernel().size()), null, features);
    }

    static int features(Expr unfold) {
        return unfold.operand(0).shape().fixed(-1);
    }

    /** Kernels {@code [C · K, 1, K]} that each select one step. */
    private OnnxValue singles(int features, int size) {
        float[] ones = new float[features * size * size];
        for (int row = 0; row < features * size; row++) {
            ones[row * size + row % size] = 1;
        }
        return scope.graph().initializer("steps_of_a_kernel", OnnxArray.floats(ones, (long) features * size, 1, size));
    }

    /**
     * The convolution of an unfold's input, whose operands are already lowered: {@code [T, B, N]}.
     *
     * @param kernels {@code [N, C / groups, K]}
     * @param bias {@code [N]}
     */
    OnnxValue convolution(Expr unfold, OnnxValue kernels, @Nullable OnnxValue bias, int groups) {
        TimeKernel kernel = ((Unfold) unfold.op()).kernel();
        OnnxValue x = scope.number(unfold.operand(0));
        OnnxDim time = x.shape().dim(0);
        boolean begun = unfold.operands().size() > 1;
        if (begun) {
            x = scope.shaping().concat(0, List.of(stepsBefore(unfold, kernel), x));
        }
        OnnxDim places = kernel.stride() == 1 ? time : OnnxDim.unknown();
        OnnxValue y = scope.graph()
                .node("Conv")
                .inputs(scope.shaping().transpose(x, 1, 2, 0), kernels)
                .optionalInput(bias)
                .longs("kernel_shape", kernel.size())
                .longs("strides", kernel.stride())
                .longs("dilations", kernel.dilation())
                .longs("pads", begun ? 0 : kernel.lead(), kernel.span() - kernel.lead())
                .attribute("group", groups)
                .add(
                        ElementType.FLOAT,
                        OnnxShape.of(x.shape().dim(1), kernels.shape().dim(0), places));
        OnnxValue steps = scope.shaping().transpose(y, 2, 0, 1);
        return kernel.stride() == 1 ? steps : filled(steps, time);
    }

    /** An unfold's second operand as a sequence {@code [lead, B, C]}. */
    private OnnxValue stepsBefore(Expr unfold, TimeKernel kernel) {
        OnnxValue border = scope.number(unfold.operand(1));
        OnnxShape rows = OnnxShape.of(border.shape().dim(0), OnnxDim.of(kernel.lead()), OnnxDim.of(features(unfold)));
        return scope.shaping().transpose(scope.shaping().reshape(border, rows), 1, 0, 2);
    }

    /** A sequence padded with zeros to all steps. */
    private OnnxValue filled(OnnxValue steps, OnnxDim time) {
        OnnxValue missing = scope.math().sub(sizes.of(Dim.TIME), scope.shaping().size(steps, 0));
        OnnxValue amounts = scope.shaping()
                .concat(
                        0,
                        List.of(
                                scope.graph().longs(0, 0, 0),
                                missing,
                                scope.graph().longs(0, 0)));
        return scope.graph()
                .node("Pad")
                .inputs(steps, amounts, scope.graph().scalar(0))
                .add(steps.type(), steps.shape().with(0, time));
    }
}
