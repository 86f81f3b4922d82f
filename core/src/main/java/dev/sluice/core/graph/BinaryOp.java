package dev.sluice.core.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of two numbers, applied elementwise with broadcasting. Comparisons give 1 for true and 0 for false. */
public enum BinaryOp implements Primitive {
    /** {@code a + b}. */
    ADD((a, b) -> a + b, (a, b, y, g) -> g, (a, b, y, g) -> g),
    /** {@code a - b}. */
    SUB((a, b) -> a - b, (a, b, y, g) -> g, (a, b, y, g) -> g.neg()),
    /** {@code a · b}. */
    MUL((a, b) -> a * b, (a, b, y, g) -> g.mul(b), (a, b, y, g) -> g.mul(a)),
    /** {@code a / b}. */
    DIV(
            (a, b) -> a / b,
            (a, b, y, g) -> g.div(b),
            (a, b, y, g) -> g.mul(y).div(b).neg()),
    /** The smaller; the gradient goes to the first where equal. */
    MIN(Math::min, (a, b, y, g) -> g.mul(Exprs.lessOrEqual(a, b)), (a, b, y, g) -> g.mul(Exprs.less(b, a))),
    /** The larger; the gradient goes to the first where equal. */
    MAX(Math::max, (a, b, y, g) -> g.mul(Exprs.lessOrEqual(b, a)), (a, b, y, g) -> g.mul(Exprs.less(a, b))),
    /**
     * {@code a^b}; a below 0 needs a whole b. With respect to a the derivative at {@code a = 0} is 0 where the slope is
     * infinite, {@code b < 1}; with respect to b it is 0 there.
     */
    POW(
            Math::pow,
            BinaryOp::byBase,
            (a, b, y, g) -> Exprs.select(isZero(a), Exprs.constant(0), g.mul(y).mul(Exprs.log(a)))),
    /** 1 where {@code a < b}. */
    LESS((a, b) -> a < b ? 1 : 0, (a, b, y, g) -> null, (a, b, y, g) -> null),
    /** 1 where {@code a <= b}. */
    LESS_OR_EQUAL((a, b) -> a <= b ? 1 : 0, (a, b, y, g) -> null, (a, b, y, g) -> null),
    /** 1 where {@code a = b}. */
    EQUAL((a, b) -> a == b ? 1 : 0, (a, b, y, g) -> null, (a, b, y, g) -> null);

    private final DoubleBinaryOperator meaning;
    private final Derivative left;
    private final Derivative right;

    BinaryOp(DoubleBinaryOperator meaning, Derivative left, Derivative right) {
        this.meaning = meaning;
        this.left = left;
        this.right = right;
    }

    /** {@code b · a^(b-1)}. */
    private static Expr byBase(Expr a, Expr b, Expr y, Expr gradient) {
        Expr slope = gradient.mul(b).mul(Exprs.pow(a, b.sub(Exprs.constant(1))));
        boolean finite = b.op() instanceof Constant exponent && exponent.value() >= 1;
        return finite ? slope : Exprs.select(isZero(a).mul(Exprs.less(b, Exprs.constant(1))), Exprs.constant(0), slope);
    }

    private static Expr isZero(Expr a) {
        return Exprs.equal(a, Exprs.constant(0));
    }

    @Override
    public Dims shape(List<Expr> operands) {
        return Dims.broadcast(operands.get(0).shape(), operands.get(1).shape());
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        return Array64.zip(operands.get(0), operands.get(1), meaning);
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        Expr a = self.operand(0);
        Expr b = self.operand(1);
        return Arrays.asList(
                SumTo.unbroadcast(left.apply(a, b, self, gradient), a),
                SumTo.unbroadcast(right.apply(a, b, self, gradient), b));
    }

    /** The gradient of {@code y = f(a, b)} with respect to one operand, before the broadcast is undone. */
    private interface Derivative {
        @Nullable Expr apply(Expr a, Expr b, Expr y, Expr gradient);
    }
}
