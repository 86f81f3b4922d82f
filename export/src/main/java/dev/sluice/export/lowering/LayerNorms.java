package dev.sluice.export.lowering;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lowers {@code (a - μ) / √(σ² + ε)} over features, with optional gain and shift, to one {@code LayerNormalization}
 * (opset 17). Used only inside steps, where each node costs time; over whole sequences ONNX Runtime is faster with
 * elementary nodes.
 */
final class LayerNorms {
    private static final int FIRST_OPSET = 17;
    /** The rank of a value in a step, {@code [B, F]}. */
    private static final int STEP = 2;

    private final Predicate<Expr> isUsedOnce;

    /**
     * A normalized vector, {@code gain ⊙ (value - μ) / √(σ² + ε) + shift}.
     *
     * @param gain {@code [F]}, or none
     * @param shift {@code [F]}, or none
     */
    private record Norm(
            Expr value,
            double epsilon,
            @Nullable Expr gain,
            @Nullable Expr shift) {}

    LayerNorms(Predicate<Expr> isUsedOnce) {
        this.isUsedOnce = isUsedOnce;
    }

    /** Lowers a normalized vector; empty if the expression is not one. */
    Optional<OnnxValue> lower(Expr expr, Scope scope, GraphLowering graph) {
        if (scope.graph().opset().version() < FIRST_OPSET) {
            return Optional.empty();
        }
        return shifted(expr, scope)
                .or(() -> scaled(expr, scope))
                .or(() -> bare(expr))
                .map(norm -> {
                    OnnxValue x = number(norm.value(), scope, graph);
                    OnnxValue gain = norm.gain() == null
                            ? ones(norm.value().shape().fixed(-1), scope)
                            : number(norm.gain(), scope, graph);
                    OnnxValue shift = norm.shift() == null ? null : number(norm.shift(), scope, graph);
                    return scope.math().layerNormalization(x, gain, shift, (float) norm.epsilon());
                });
    }

    private static OnnxValue ones(int features, Scope scope) {
        float[] ones = new float[features];
        Arrays.fill(ones, 1);
        return scope.graph().initializer("ones", OnnxArray.floats(ones, features));
    }

    private static OnnxValue number(Expr expr, Scope scope, GraphLowering graph) {
        graph.results(expr, scope);
        return scope.number(expr);
    }

    private Optional<Norm> shifted(Expr expr, Scope scope) {
        for (int i = 0; i < 2 && expr.op() == BinaryOp.ADD; i++) {
            Expr shift = expr.operand(1 - i);
            Expr normalized = expr.operand(i);
            if (isVectorFor(expr, shift) && isUsedHereAlone(normalized, scope)) {
                Optional<Norm> norm = scaled(normalized, scope).or(() -> bare(normalized));
                if (norm.isPresent()) {
                    return norm.map(found -> new Norm(found.value(), found.epsilon(), found.gain(), shift));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Norm> scaled(Expr expr, Scope scope) {
        for (int i = 0; i < 2 && expr.op() == BinaryOp.MUL; i++) {
            Expr gain = expr.operand(1 - i);
            if (isVectorFor(expr, gain) && isUsedHereAlone(expr.operand(i), scope)) {
                Optional<Norm> norm = bare(expr.operand(i));
                if (norm.isPresent()) {
                    return norm.map(found -> new Norm(found.value(), found.epsilon(), gain, null));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isUsedHereAlone(Expr expr, Scope scope) {
        return isUsedOnce.test(expr) && !scope.knows(expr);
    }

    private static boolean isVectorFor(Expr value, Expr vector) {
        return vector.shape().rank() == 1
                && vector.shape().axis(-1).equals(value.shape().axis(-1));
    }

    private static Optional<Norm> bare(Expr expr) {
        if (expr.op() != BinaryOp.DIV || expr.operand(1).op() != UnaryOp.SQRT) {
            return Optional.empty();
        }
        Expr centered = expr.operand(0);
        Expr shifted = expr.operand(1).operand(0);
        if (centered.op() != BinaryOp.SUB || shifted.op() != BinaryOp.ADD) {
            return Optional.empty();
        }
        OptionalDouble epsilon = number(shifted.operand(1));
        Expr value = centered.operand(0);
        boolean fits = epsilon.isPresent()
                && value.shape().rank() == STEP
                && averaged(centered.operand(1)).filter(value::equals).isPresent()
                && averaged(shifted.operand(0))
                        .filter(square -> isSquareOf(square, centered))
                        .isPresent();
        return fits ? Optional.of(new Norm(value, epsilon.getAsDouble(), null, null)) : Optional.empty();
    }

    /** Returns whether the expression is {@code (value - mean)²}, in any form of that difference. */
    private static boolean isSquareOf(Expr square, Expr centered) {
        return square.op() == BinaryOp.MUL
                && square.operand(0).equals(square.operand(1))
                && square.operand(0).op() == BinaryOp.SUB
                && square.operand(0).operands().equals(centered.operands());
    }

    /** The vector whose mean over features an expression is. */
    private static Optional<Expr> averaged(Expr expr) {
        if (isOverFeatures(expr, Reduce.Kind.MEAN)) {
            return Optional.of(expr.operand(0));
        }
        if (expr.op() != BinaryOp.MUL || !isOverFeatures(expr.operand(0), Reduce.Kind.SUM)) {
            return Optional.empty();
        }
        Expr vector = expr.operand(0).operand(0);
        OptionalDouble share = number(expr.operand(1));
        boolean fits = share.isPresent()
                && Math.abs(share.getAsDouble() * vector.shape().fixed(-1) - 1) < 1e-6;
        return fits ? Optional.of(vector) : Optional.empty();
    }

    private static boolean isOverFeatures(Expr expr, Reduce.Kind kind) {
        return expr.op() instanceof Reduce reduce
                && reduce.kind() == kind
                && reduce.axis() == -1
                && reduce.keep()
                && expr.operand(0).shape().axis(-1) instanceof Dim.Fixed;
    }

    private static OptionalDouble number(Expr expr) {
        return expr.op() instanceof Constant constant ? OptionalDouble.of(constant.value()) : OptionalDouble.empty();
    }
}
