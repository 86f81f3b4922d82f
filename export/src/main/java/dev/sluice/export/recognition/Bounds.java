package dev.sluice.export.recognition;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value clipped to {@code [-bound, bound]}, as by the operators' {@code clip}.
 *
 * @param bound bound, above 0
 * @param inner the clipped value
 */
record Bounds(double bound, Expr inner) {
    static Optional<Bounds> of(Expr expr) {
        Optional<Bounds> above = limited(expr, BinaryOp.MIN)
                .flatMap(outer -> limited(outer.inner, BinaryOp.MAX)
                        .filter(inner -> inner.bound == -outer.bound)
                        .map(inner -> new Bounds(outer.bound, inner.inner)));
        return above.or(() -> limited(expr, BinaryOp.MAX)
                        .flatMap(outer ->
                                limited(outer.inner, BinaryOp.MIN).filter(inner -> inner.bound == -outer.bound)))
                .filter(bounds -> bounds.bound > 0);
    }

    /** The minimum or maximum of a number and an expression. */
    private static Optional<Bounds> limited(Expr expr, BinaryOp op) {
        if (expr.op() != op) {
            return Optional.empty();
        }
        OptionalDouble second = number(expr.operand(1));
        if (second.isPresent()) {
            return Optional.of(new Bounds(second.getAsDouble(), expr.operand(0)));
        }
        OptionalDouble first = number(expr.operand(0));
        return first.isPresent() ? Optional.of(new Bounds(first.getAsDouble(), expr.operand(1))) : Optional.empty();
    }

    private static OptionalDouble number(Expr expr) {
        return expr.op() instanceof Constant constant ? OptionalDouble.of(constant.value()) : OptionalDouble.empty();
    }
}
