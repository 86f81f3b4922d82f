package dev.sluice.export.lowering;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * {@code (a - μ) / √(σ² + ε)} over the features as one {@code LayerNormalization}, which opset 17 has, with the gain where there is
 * one. Vectors that share mean and variance, as the gates of Ba et al. (2016) do, are joined, normalized and split:
 * that is 3 nodes in place of some 18. Only for the values of a step, where each node costs time: over a whole sequence ONNX Runtime is
 * faster when it is written out.
 */
final class LayerNorms {
    private static final int FIRST_OPSET = 17;
    /** The rank of a value in a step, {@code [B, F]}. */
    private static final int STEP = 2;

    private final Predicate<Expr> isUsedOnce;
    private final Map<Place, Map<Expr, OnnxValue>> normalized = new HashMap<>();

    /** Vectors that were normalized together, in one graph of the file. */
    private record Place(Scope scope, Expr deviation) {}

    /**
     * A normalized vector.
     *
     * @param value the vector, {@code [.., F]}
     * @param together all that share the mean, this one included
     */
    private record Norm(Expr value, List<Expr> together, Expr deviation, double epsilon) {}

    LayerNorms(Predicate<Expr> isUsedOnce) {
        this.isUsedOnce = isUsedOnce;
    }

    /** The normalized vector, or that times its gain; empty if the expression is something else. */
    Optional<OnnxValue> lower(Expr expr, Scope scope, GraphLowering graph) {
        if (scope.graph().opset().version() < FIRST_OPSET) {
            return Optional.empty();
        }
        return alone(expr, scope, graph).or(() -> match(expr).map(norm -> joined(norm, scope, graph)));
    }

    /** One vector with its gain {@code [F]}. */
    private Optional<OnnxValue> alone(Expr expr, Scope scope, GraphLowering graph) {
        if (expr.op() != BinaryOp.MUL) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Expr gain = expr.operand(1 - i);
            Optional<Norm> norm = match(expr.operand(i))
                    .filter(found -> found.together().size() == 1)
                    .filter(found -> gain.shape().rank() == 1
                            && gain.shape()
                                    .axis(-1)
                                    .equals(found.value().shape().axis(-1)));
            if (norm.isPresent() && isUsedOnce.test(expr.operand(i)) && !scope.knows(expr.operand(i))) {
                OnnxValue x = number(norm.get().value(), scope, graph);
                OnnxValue scale = number(gain, scope, graph);
                return Optional.of(scope.math()
                        .layerNormalization(x, scale, null, (float) norm.get().epsilon()));
            }
        }
        return Optional.empty();
    }

    private OnnxValue joined(Norm norm, Scope scope, GraphLowering graph) {
        Map<Expr, OnnxValue> known =
                normalized.computeIfAbsent(new Place(scope, norm.deviation()), place -> together(norm, scope, graph));
        return Objects.requireNonNull(known.get(norm.value()));
    }

    private static Map<Expr, OnnxValue> together(Norm norm, Scope scope, GraphLowering graph) {
        List<OnnxValue> parts = new ArrayList<>();
        norm.together().forEach(value -> parts.add(number(value, scope, graph)));
        int features = norm.value().shape().fixed(-1);
        float[] ones = new float[features * parts.size()];
        Arrays.fill(ones, 1);
        OnnxValue all = parts.size() == 1 ? parts.getFirst() : scope.shaping().concat(-1, parts);
        OnnxValue result = scope.math()
                .layerNormalization(
                        all, scope.graph().initializer("ones", OnnxArray.floats(ones, ones.length)), null, (float)
                                norm.epsilon());
        long[] sizes = new long[parts.size()];
        Arrays.fill(sizes, features);
        List<OnnxValue> split =
                parts.size() == 1 ? List.of(result) : scope.shaping().split(result, -1, sizes);
        Map<Expr, OnnxValue> results = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            results.put(norm.together().get(i), split.get(i));
        }
        return results;
    }

    private static OnnxValue number(Expr expr, Scope scope, GraphLowering graph) {
        graph.results(expr, scope);
        return scope.number(expr);
    }

    private static Optional<Norm> match(Expr expr) {
        if (expr.op() != BinaryOp.DIV || expr.operand(1).op() != UnaryOp.SQRT) {
            return Optional.empty();
        }
        Expr centered = expr.operand(0);
        Expr deviation = expr.operand(1);
        Expr shifted = deviation.operand(0);
        if (centered.op() != BinaryOp.SUB || shifted.op() != BinaryOp.ADD) {
            return Optional.empty();
        }
        OptionalDouble epsilon = number(shifted.operand(1));
        Expr value = centered.operand(0);
        Expr mean = centered.operand(1);
        List<Expr> together = averaged(mean);
        List<Expr> squares = averaged(shifted.operand(0));
        boolean fits = epsilon.isPresent()
                && value.shape().rank() == STEP
                && together.contains(value)
                && together.size() == squares.size();
        for (int i = 0; fits && i < together.size(); i++) {
            fits = isSquareOf(squares.get(i), together.get(i), mean)
                    && together.get(i).shape().equals(value.shape());
        }
        return fits ? Optional.of(new Norm(value, together, deviation, epsilon.getAsDouble())) : Optional.empty();
    }

    /** Whether it is {@code (value - mean)²}. */
    private static boolean isSquareOf(Expr square, Expr value, Expr mean) {
        return square.op() == BinaryOp.MUL
                && square.operand(0).equals(square.operand(1))
                && square.operand(0).op() == BinaryOp.SUB
                && square.operand(0).operand(0).equals(value)
                && square.operand(0).operand(1).equals(mean);
    }

    /** The vectors whose features an expression averages, all together; none if it is no such mean. */
    private static List<Expr> averaged(Expr expr) {
        if (expr.op() instanceof Reduce reduce && isOverFeatures(reduce, expr) && reduce.kind() == Reduce.Kind.MEAN) {
            return List.of(expr.operand(0));
        }
        if (expr.op() != BinaryOp.MUL) {
            return List.of();
        }
        OptionalDouble share = number(expr.operand(1));
        List<Expr> summed = new ArrayList<>();
        if (share.isEmpty() || !summed(expr.operand(0), summed)) {
            return List.of();
        }
        double size = (double) summed.size() * summed.getFirst().shape().fixed(-1);
        return Math.abs(share.getAsDouble() * size - 1) < 1e-6 ? summed : List.of();
    }

    /** Takes a sum of sums over features apart; false if it is something else. Modified: values. */
    private static boolean summed(Expr expr, List<Expr> values) {
        if (expr.op() == BinaryOp.ADD) {
            return summed(expr.operand(0), values) && summed(expr.operand(1), values);
        }
        if (expr.op() instanceof Reduce reduce && isOverFeatures(reduce, expr) && reduce.kind() == Reduce.Kind.SUM) {
            values.add(expr.operand(0));
            return true;
        }
        return false;
    }

    private static boolean isOverFeatures(Reduce reduce, Expr expr) {
        return reduce.axis() == -1 && reduce.keep() && expr.operand(0).shape().axis(-1) instanceof Dim.Fixed;
    }

    private static OptionalDouble number(Expr expr) {
        return expr.op() instanceof Constant constant ? OptionalDouble.of(constant.value()) : OptionalDouble.empty();
    }
}
