package dev.sluice.export.lowering;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Unfold;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lowers a convolution over time, the product of an {@link Unfold} with weights and an optional bias, to one {@code Conv}. */
final class Convolutions {
    private final Sizes sizes;
    private final Weights weights;
    private final Predicate<Expr> isUsedOnce;

    Convolutions(Sizes sizes, Weights weights, Predicate<Expr> isUsedOnce) {
        this.sizes = sizes;
        this.weights = weights;
        this.isUsedOnce = isUsedOnce;
    }

    /** Lowers a convolution; empty if the expression is not one. */
    Optional<OnnxValue> lower(Expr expr, Scope scope, GraphLowering graph) {
        if (expr.op() == BinaryOp.ADD
                && expr.operand(1).op() instanceof Parameter bias
                && bias.dims().rank() == 1
                && isUsedOnce.test(expr.operand(0))
                && !scope.knows(expr.operand(0))) {
            return product(expr.operand(0), bias, scope, graph);
        }
        return product(expr, null, scope, graph);
    }

    private Optional<OnnxValue> product(Expr expr, @Nullable Parameter bias, Scope scope, GraphLowering graph) {
        boolean convolves = expr.op() instanceof MatMul product
                && !product.transposeLeft()
                && product.transposeRight()
                && expr.operand(0).op() instanceof Unfold
                && isUsedOnce.test(expr.operand(0))
                && !scope.knows(expr.operand(0));
        if (!convolves) {
            return Optional.empty();
        }
        Expr unfold = expr.operand(0);
        unfold.operands().forEach(operand -> graph.results(operand, scope));
        return Optional.of(new KernelLowering(scope, sizes)
                .convolution(
                        unfold,
                        kernels(expr.operand(1), unfold, scope, graph),
                        bias == null ? null : weights.stored(bias),
                        1));
    }

    /** Reshapes weights {@code [N, C · K]} to {@code [N, C, K]}. */
    private OnnxValue kernels(Expr matrix, Expr unfold, Scope scope, GraphLowering graph) {
        int outputs = matrix.shape().fixed(0);
        int features = KernelLowering.features(unfold);
        int size = ((Unfold) unfold.op()).kernel().size();
        if (matrix.op() instanceof Reshape
                && matrix.operand(0).op() instanceof Parameter stored
                && stored.dims().equals(Dims.of(outputs, features, size))) {
            return weights.stored(stored);
        }
        if (matrix.op() instanceof Parameter stored) {
            return weights.kernels(stored, features, size);
        }
        graph.results(matrix, scope);
        return scope.shaping()
                .reshape(
                        scope.number(matrix),
                        OnnxShape.of(OnnxDim.of(outputs), OnnxDim.of(features), OnnxDim.of(size)));
    }
}
