package dev.sluice.core.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation with one result, defined in one place: shape rule, float64 meaning and adjoint. (Its lowering to ONNX
 * is defined beside the exporter.)
 */
public sealed interface Primitive extends Op
        permits UnaryOp,
                BinaryOp,
                Select,
                Reduce,
                SumTo,
                BroadcastTo,
                Softmax,
                MatMul,
                BatchMatMul,
                Slice,
                Pad,
                Concat,
                Reshape,
                Transpose,
                RowsFirst,
                Gather,
                GatherElements,
                ScatterAdd,
                ScatterElements,
                Unfold,
                Fold,
                ValidSteps,
                RandomMask,
                GradientClip {

    /** The shape rule: the shape of the result. */
    Dims shape(List<Expr> operands);

    /** The meaning: the result in float64. Operands are not modified. */
    Array64 evaluate(List<Array64> operands, Evaluation run);

    /**
     * The derivative rule: given {@code gradient} of some scalar with respect to {@code self}, the gradient with respect
     * to each operand, written in primitives; null where none flows (indices, lengths, comparisons).
     */
    List<@Nullable Expr> adjoint(Expr self, Expr gradient);

    @Override
    default List<Dims> results(List<Expr> operands) {
        return List.of(shape(operands));
    }
}
