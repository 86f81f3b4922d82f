package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of one number, applied to each element. */
public enum UnaryOp implements Primitive {
    /** {@code -x}. */
    NEG(x -> -x, (x, y, g) -> g.neg()),
    /** {@code |x|}; derivative 0 at 0. */
    ABS(Math::abs, (x, y, g) -> g.mul(Exprs.sign(x))),
    /** -1, 0 or 1; derivative 0. */
    SIGN(Math::signum, (x, y, g) -> null),
    /** The largest whole number that is not above x; derivative 0. */
    FLOOR(Math::floor, (x, y, g) -> null),
    /** {@code √x}; derivative 0 at 0, where the slope is infinite: the norm of a vector of zeros has a gradient of 0. */
    SQRT(Math::sqrt, (x, y, g) -> Exprs.select(Exprs.equal(y, Exprs.constant(0)), Exprs.constant(0), g.div(y.mul(2)))),
    /** {@code e^x}. */
    EXP(Math::exp, (x, y, g) -> g.mul(y)),
    /** Natural logarithm. */
    LOG(Math::log, (x, y, g) -> g.div(x)),
    /** Sine. */
    SIN(Math::sin, (x, y, g) -> g.mul(Exprs.cos(x))),
    /** Cosine. */
    COS(Math::cos, (x, y, g) -> g.mul(Exprs.sin(x)).neg()),
    /** Logistic function {@code σ(x) = 1 / (1 + e^-x)}. */
    SIGMOID(UnaryOp::sigmoid, (x, y, g) -> g.mul(y).mul(y.oneMinus())),
    /** Hyperbolic tangent. */
    TANH(Math::tanh, (x, y, g) -> g.mul(Exprs.constant(1).sub(y.mul(y)))),
    /** {@code max(x, 0)}; derivative 0 at 0. */
    RELU(x -> Math.max(x, 0), (x, y, g) -> g.mul(Exprs.greater(x, Exprs.constant(0)))),
    /** {@code log(1 + e^x)}, without overflow. */
    SOFTPLUS(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), (x, y, g) -> g.mul(Exprs.sigmoid(x)));

    private final DoubleUnaryOperator meaning;
    private final Derivative derivative;

    UnaryOp(DoubleUnaryOperator meaning, Derivative derivative) {
        this.meaning = meaning;
        this.derivative = derivative;
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    @Override
    public Dims shape(List<Expr> operands) {
        return operands.getFirst().shape();
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        return operands.getFirst().map(meaning);
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Collections.singletonList(derivative.apply(self.operand(0), self, gradient));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The gradient of {@code y = f(x)} with respect to x, given that with respect to y. */
    private interface Derivative {
        @Nullable Expr apply(Expr x, Expr y, Expr gradient);
    }
}
