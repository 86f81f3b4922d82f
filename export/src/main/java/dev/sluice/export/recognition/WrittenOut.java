package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.export.activation.ActivationFunction;
import dev.sluice.export.onnx.OnnxActivation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes activations written in elementary operations, such as {@code min(max(0.2 x + 0.5, 0), 1)}.
 *
 * <p>Operations on one value and numbers only are a function of that value. It is evaluated at sample points, its
 * constants are derived, and it is an ONNX activation if they agree at all points.
 */
final class WrittenOut {
    private static final double[] PLACES = DoubleStream.concat(
                    DoubleStream.of(0, 1, -1, 0x1p-10), DoubleStream.iterate(-9.37, x -> x < 10, x -> x + 0.313))
            .toArray();
    private static final double TOLERANCE = 1e-9;
    private static final MathContext DIGITS = new MathContext(11);

    private final Map<Expr, Cone> cones = new HashMap<>();

    /** An activation and its argument. */
    record Found(OnnxActivation activation, Expr argument) {}

    /**
     * The inputs of a group of operations.
     *
     * @param base the only value that is not a number; null if there is none
     * @param kinked whether it contains an operation that sums and products cannot express
     * @param numbers the numbers used
     */
    private record Cone(@Nullable Expr base, boolean kinked, Set<Double> numbers) {}

    /** The activation that an expression computes; empty if it is none, or contains only sums, products and one function. */
    Optional<Found> of(Expr expr) {
        boolean joins = expr.op() instanceof BinaryOp || expr.op() instanceof Select;
        Cone cone = joins ? cone(expr) : new Cone(expr, false, Set.of());
        Expr base = cone.base;
        if (base == null || base.equals(expr) || !cone.kinked) {
            return Optional.empty();
        }
        double[] values = values(expr, base);
        return candidates(values, cone.numbers).stream()
                .filter(candidate -> agrees(candidate, values))
                .findFirst()
                .map(activation -> new Found(activation, base));
    }

    private Cone cone(Expr expr) {
        Cone known = cones.get(expr);
        if (known == null) {
            known = compute(expr);
            cones.put(expr, known);
        }
        return known;
    }

    private Cone compute(Expr expr) {
        Cone itself = new Cone(expr, false, Set.of());
        if (expr.op() instanceof Constant constant) {
            return new Cone(null, false, Set.of(constant.value()));
        }
        boolean elementwise =
                expr.op() instanceof UnaryOp || expr.op() instanceof BinaryOp || expr.op() instanceof Select;
        if (!elementwise || Bounds.of(expr).isPresent()) {
            return itself;
        }
        Expr base = null;
        boolean kinked = isKinked(expr);
        Set<Double> numbers = new LinkedHashSet<>();
        for (Expr operand : expr.operands()) {
            Cone below = cone(operand);
            if (below.base != null) {
                if ((base != null && !base.equals(below.base))
                        || !below.base.shape().equals(expr.shape())) {
                    return itself;
                }
                base = below.base;
            }
            kinked |= below.kinked;
            numbers.addAll(below.numbers);
        }
        return new Cone(base, kinked, numbers);
    }

    private static boolean isKinked(Expr expr) {
        return switch (expr.op()) {
            case UnaryOp op -> op == UnaryOp.RELU || op == UnaryOp.ABS || op == UnaryOp.EXP;
            case BinaryOp op -> op != BinaryOp.ADD && op != BinaryOp.SUB && op != BinaryOp.MUL;
            default -> true;
        };
    }

    private static double[] values(Expr expr, Expr base) {
        Expr place = Exprs.input("x", Dims.of(PLACES.length));
        Map<Expr, Expr> again = new HashMap<>(Map.of(base, place));
        Graph graph = new Graph(Map.of("y", rebuilt(expr, again)));
        Array64 x = new Array64(new int[] {PLACES.length}, PLACES.clone());
        return Objects.requireNonNull(Interpreter.run(graph, Map.of("x", x)).get("y"))
                .data();
    }

    private static Expr rebuilt(Expr expr, Map<Expr, Expr> again) {
        Expr known = again.get(expr);
        if (known == null) {
            known = expr.op() instanceof Constant
                    ? expr
                    : Expr.of(
                            expr.op(),
                            expr.operands().stream()
                                    .map(operand -> rebuilt(operand, again))
                                    .toList());
            again.put(expr, known);
        }
        return known;
    }

    /** Each activation, with the constants that fit the first sample points. */
    private static List<OnnxActivation> candidates(double[] values, Set<Double> numbers) {
        double atZero = values[0];
        double atMinusOne = values[2];
        double slope = (values[3] - atZero) / PLACES[3];
        List<OnnxActivation> all = new ArrayList<>();
        all.add(OnnxActivation.of("Relu"));
        if (slope > 0) {
            // A falling function is one minus a rising one, and therefore a complement of a gate.
            all.add(OnnxActivation.of("HardSigmoid", rounded(slope), atZero));
        }
        all.add(OnnxActivation.of("LeakyRelu", -atMinusOne));
        all.add(OnnxActivation.of("Elu", atMinusOne / Math.expm1(-1)));
        all.add(OnnxActivation.of("Softsign"));
        all.add(OnnxActivation.of("Softplus"));
        all.add(OnnxActivation.of("Sigmoid"));
        numbers.forEach(number -> all.add(OnnxActivation.of("ThresholdedRelu", number)));
        return all;
    }

    /** Rounds a slope, since a difference loses its last digits. */
    private static double rounded(double slope) {
        return new BigDecimal(slope).round(DIGITS).doubleValue();
    }

    private static boolean agrees(OnnxActivation candidate, double[] values) {
        DoubleUnaryOperator function = ActivationFunction.of(candidate).inFloat64();
        for (int i = 0; i < PLACES.length; i++) {
            double wanted = function.applyAsDouble(PLACES[i]);
            if (!(Math.abs(values[i] - wanted) <= TOLERANCE * (1 + Math.abs(wanted)))) {
                return false;
            }
        }
        return true;
    }
}
