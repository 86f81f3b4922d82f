package dev.sluice.export.recognition;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.export.onnx.OnnxActivation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the expressions of a step as polynomials.
 *
 * <p>Sums and products are expanded; matrix products are distributed over sums and over concatenated left sides; slices
 * of the last axis move inward to the weights. σ(-a) becomes 1 - σ(a) and tanh(-a) becomes -tanh(a), so that a complement
 * has one form. Activations and bounds written in elementary operations become single functions again. Every other
 * operation becomes an atom with its name.
 */
final class StepAlgebra {
    /** Functions for which a slice of the result is the function of the slice. */
    private static final Set<String> ELEMENTWISE = names();

    private final Step step;
    private final Map<Expr, Polynomial> known = new HashMap<>();
    private final WrittenOut writtenOut = new WrittenOut();
    private int opaque;

    StepAlgebra(Step step) {
        this.step = step;
    }

    /**
     * The polynomial of an expression in the step.
     *
     * @throws TooLargeException if the polynomial is too large
     */
    Polynomial of(Expr expr) {
        Polynomial polynomial = known.get(expr);
        if (polynomial == null) {
            polynomial = compute(expr);
            known.put(expr, polynomial);
        }
        return polynomial;
    }

    private Polynomial compute(Expr expr) {
        if (expr.op() instanceof Constant constant) {
            return Polynomial.constant(constant.value());
        }
        if (step.inputs().contains(expr)) {
            return Polynomial.of(new Atom.Input(step.inputs().indexOf(expr)));
        }
        if (step.states().contains(expr)) {
            return Polynomial.of(new Atom.State(step.states().indexOf(expr)));
        }
        if (step.captures().contains(expr)) {
            return capture(expr);
        }
        Optional<Bounds> bounds = Bounds.of(expr);
        if (bounds.isPresent()) {
            return clipped(bounds.get().bound(), of(bounds.get().inner()));
        }
        Optional<WrittenOut.Found> found = writtenOut.of(expr);
        if (found.isPresent()) {
            return written(found.get().activation(), of(found.get().argument()));
        }
        return switch (expr.op()) {
            case UnaryOp unary -> apply(unary.toString(), of(expr.operand(0)));
            case BinaryOp binary when keepsWidth(expr) -> binary(binary, expr);
            case BroadcastTo broadcast when keepsWidth(expr) -> of(expr.operand(0));
            case MatMul product
            when !product.transposeLeft() && isWeight(expr.operand(1)) ->
                product(expr.operand(0), weight(expr.operand(1), product.transposeRight()));
            case Slice slice when slice.axis() == -1 -> slice(of(expr.operand(0)), slice.from(), slice.to());
            default -> opaque(expr);
        };
    }

    private Polynomial capture(Expr expr) {
        Dims dims = expr.shape();
        int index = step.captures().indexOf(expr);
        boolean row = dims.rank() >= 1 && dims.axes().stream().allMatch(Dim.Fixed.class::isInstance);
        for (int axis = 0; row && axis < dims.rank() - 1; axis++) {
            row = dims.fixed(axis) == 1;
        }
        return Polynomial.of(
                row
                        ? new Atom.Row(new Block(index, false, 0, 1, 0, dims.fixed(-1)))
                        : Atom.Function.of("capture" + index, List.of()));
    }

    /** Returns whether the operands of an elementwise operation are scalars or as wide as its result, without broadcasting. */
    private static boolean keepsWidth(Expr expr) {
        Dims result = expr.shape();
        return expr.operands().stream()
                .allMatch(operand -> operand.op() instanceof Constant
                        || (operand.shape().rank() > 0
                                && result.rank() > 0
                                && operand.shape().axis(-1).equals(result.axis(-1))));
    }

    private Polynomial binary(BinaryOp op, Expr expr) {
        Polynomial a = of(expr.operand(0));
        Polynomial b = of(expr.operand(1));
        return switch (op) {
            case ADD -> a.plus(b);
            case SUB -> a.minus(b);
            case MUL -> a.times(b);
            case DIV ->
                expr.operand(1).op() instanceof Constant divisor && divisor.value() != 0
                        ? a.times(1 / divisor.value())
                        : opaque(expr);
            case MIN, MAX, POW, LESS, LESS_OR_EQUAL, EQUAL -> opaque(expr);
        };
    }

    /** A function of one argument, in the form shared with its complement or mirror image. */
    private static Polynomial apply(String function, Polynomial argument) {
        if (function.equals("neg")) {
            return argument.times(-1);
        }
        boolean flip = argument.beginsNegative() && (function.equals("sigmoid") || function.equals("tanh"));
        Polynomial value = Polynomial.of(Atom.Function.of(function, List.of(flip ? argument.times(-1) : argument)));
        if (!flip) {
            return value;
        }
        return function.equals("tanh")
                ? value.times(-1)
                : Polynomial.constant(1).minus(value);
    }

    private static Polynomial written(OnnxActivation activation, Polynomial argument) {
        boolean flip = argument.beginsNegative() && activation.isMirrored();
        Polynomial value = Polynomial.of(new Atom.Written(activation, flip ? argument.times(-1) : argument));
        return flip ? Polynomial.constant(1).minus(value) : value;
    }

    private static Polynomial clipped(double bound, Polynomial inner) {
        return inner.beginsNegative()
                ? Polynomial.of(new Atom.Clipped(bound, inner.times(-1))).times(-1)
                : Polynomial.of(new Atom.Clipped(bound, inner));
    }

    private boolean isWeight(Expr expr) {
        return step.captures().contains(expr)
                && expr.shape().rank() == 2
                && expr.shape().axes().stream().allMatch(Dim.Fixed.class::isInstance);
    }

    private Block weight(Expr expr, boolean storedOutIn) {
        int first = expr.shape().fixed(0);
        int second = expr.shape().fixed(1);
        int capture = step.captures().indexOf(expr);
        return storedOutIn
                ? new Block(capture, false, 0, first, 0, second)
                : new Block(capture, true, 0, second, 0, first);
    }

    private Polynomial product(Expr left, Block weight) {
        if (left.op() instanceof Concat concat && concat.axis() == -1) {
            Polynomial sum = Polynomial.constant(0);
            int column = 0;
            for (Expr part : left.operands()) {
                int end = column + part.shape().fixed(-1);
                sum = sum.plus(product(part, weight.columns(column, end)));
                column = end;
            }
            return sum;
        }
        return of(left).map(monomial -> Polynomial.of(new Atom.Product(monomial, weight)));
    }

    private Polynomial slice(Polynomial polynomial, int from, int to) {
        return polynomial.map(monomial -> {
            Polynomial product = Polynomial.constant(1);
            for (Atom atom : monomial.atoms()) {
                product = product.times(slice(atom, from, to));
            }
            return product;
        });
    }

    private Polynomial slice(Atom atom, int from, int to) {
        return switch (atom) {
            case Atom.Row(Block row) -> Polynomial.of(new Atom.Row(row.columns(from, to)));
            case Atom.Product(Monomial left, Block weight) ->
                Polynomial.of(new Atom.Product(left, weight.rows(from, to)));
            case Atom.Function function
            when ELEMENTWISE.contains(function.name()) -> apply(function.name(), slice(function.argument(), from, to));
            case Atom.Function function -> cut(function, from, to);
            case Atom.Written(OnnxActivation activation, Polynomial argument) ->
                written(activation, slice(argument, from, to));
            case Atom.Clipped(double bound, Polynomial inner) -> clipped(bound, slice(inner, from, to));
            case Atom.State state -> cut(state, from, to);
            case Atom.Input input -> cut(input, from, to);
        };
    }

    private static Polynomial cut(Atom atom, int from, int to) {
        return Polynomial.of(Atom.Function.of("part " + from + ".." + to, List.of(Polynomial.of(atom))));
    }

    /** An atom that equals only itself. */
    private Polynomial opaque(Expr expr) {
        opaque++;
        return Polynomial.of(Atom.Function.of(expr.op().name() + "#" + opaque, List.of()));
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (UnaryOp op : UnaryOp.values()) {
            names.add(op.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
