package dev.sluice.core.graph;

import java.util.List;
import org.apiguardian.api.API;

/** The functions of the language, for static import in cells. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Exprs {
    private Exprs() {}

    /** A number. */
    public static Expr constant(double value) {
        return Expr.of(new Constant(value));
    }

    /** Numbers as a vector, {@code [N]}; a scalar where all are the same. */
    public static Expr numbers(List<Double> values) {
        if (values.stream().distinct().count() == 1) {
            return constant(values.getFirst());
        }
        return concat(
                -1,
                values.stream()
                        .map(value -> constant(value).reshape(Dims.of(1)))
                        .toList());
    }

    /** Zeros of a given shape, for example an initial state {@code [B, H]}. */
    public static Expr zeros(Dims shape) {
        return Expr.of(new BroadcastTo(shape), constant(0));
    }

    /** A real-valued input. */
    public static Expr input(String name, Dims dims) {
        return Expr.of(new Input(name, dims, Input.Kind.NUMBER));
    }

    /** A parameter. */
    public static Expr parameter(String name, Dims dims) {
        return Expr.of(new Parameter(name, dims));
    }

    /** Logistic function. */
    public static Expr sigmoid(Expr x) {
        return Expr.of(UnaryOp.SIGMOID, x);
    }

    /** Hyperbolic tangent. */
    public static Expr tanh(Expr x) {
        return Expr.of(UnaryOp.TANH, x);
    }

    /** {@code max(x, 0)}. */
    public static Expr relu(Expr x) {
        return Expr.of(UnaryOp.RELU, x);
    }

    /** {@code log(1 + e^x)}. */
    public static Expr softplus(Expr x) {
        return Expr.of(UnaryOp.SOFTPLUS, x);
    }

    /** {@code e^x}. */
    public static Expr exp(Expr x) {
        return Expr.of(UnaryOp.EXP, x);
    }

    /** Natural logarithm. */
    public static Expr log(Expr x) {
        return Expr.of(UnaryOp.LOG, x);
    }

    /** Square root. */
    public static Expr sqrt(Expr x) {
        return Expr.of(UnaryOp.SQRT, x);
    }

    /** Sine. */
    public static Expr sin(Expr x) {
        return Expr.of(UnaryOp.SIN, x);
    }

    /** Cosine. */
    public static Expr cos(Expr x) {
        return Expr.of(UnaryOp.COS, x);
    }

    /** The largest whole number that is not above {@code x}; it passes no gradient on. */
    public static Expr floor(Expr x) {
        return Expr.of(UnaryOp.FLOOR, x);
    }

    /**
     * The remainder {@code a - b·⌊a/b⌋}, which has the sign of {@code b}: the phase of a clock {@code a} with period
     * {@code b}. Rounding may leave it a little below 0 or at {@code b} where {@code a} is a multiple of {@code b}.
     */
    public static Expr mod(Expr a, Expr b) {
        return a.sub(b.mul(floor(a.div(b))));
    }

    /** Absolute value. */
    public static Expr abs(Expr x) {
        return Expr.of(UnaryOp.ABS, x);
    }

    /** -1, 0 or 1. */
    public static Expr sign(Expr x) {
        return Expr.of(UnaryOp.SIGN, x);
    }

    /** The smaller, elementwise. */
    public static Expr min(Expr a, Expr b) {
        return Expr.of(BinaryOp.MIN, a, b);
    }

    /** The larger, elementwise. */
    public static Expr max(Expr a, Expr b) {
        return Expr.of(BinaryOp.MAX, a, b);
    }

    /** {@code a^b}; an {@code a} below 0 needs a whole {@code b}. */
    public static Expr pow(Expr a, Expr b) {
        return Expr.of(BinaryOp.POW, a, b);
    }

    /** 1 where {@code a < b}, else 0. */
    public static Expr less(Expr a, Expr b) {
        return Expr.of(BinaryOp.LESS, a, b);
    }

    /** 1 where {@code a <= b}, else 0. */
    public static Expr lessOrEqual(Expr a, Expr b) {
        return Expr.of(BinaryOp.LESS_OR_EQUAL, a, b);
    }

    /** 1 where {@code a > b}, else 0. */
    public static Expr greater(Expr a, Expr b) {
        return less(b, a);
    }

    /** 1 where equal, else 0. */
    public static Expr equal(Expr a, Expr b) {
        return Expr.of(BinaryOp.EQUAL, a, b);
    }

    /** {@code condition ? a : b}, elementwise. */
    public static Expr select(Expr condition, Expr a, Expr b) {
        return Expr.of(new Select(), condition, a, b);
    }

    /** Softmax over the last axis. */
    public static Expr softmax(Expr x) {
        return Expr.of(new Softmax(false), x);
    }

    /** Logarithm of the softmax over the last axis. */
    public static Expr logSoftmax(Expr x) {
        return Expr.of(new Softmax(true), x);
    }

    /** {@code x}, with its gradient clipped element by element to {@code [-limit, limit]}. */
    public static Expr clipGradient(Expr x, double limit) {
        return Expr.of(new GradientClip(limit), x);
    }

    /** Joins along one axis, counted from the last: -1 joins features. */
    public static Expr concat(int axis, List<Expr> parts) {
        return parts.size() == 1 ? parts.getFirst() : Expr.of(new Concat(axis), parts);
    }

    /** Rows of a table by number: an embedding. */
    public static Expr gather(Expr table, Expr indices) {
        return Expr.of(new Gather(), table, indices);
    }

    /** The steps of each row side by side, {@code [T, B, ..] → [B, S, ..]}. */
    public static Expr rowsFirst(Expr steps) {
        return Expr.of(new RowsFirst(false, Dim.MEMORY), steps);
    }

    /** The rows of each step side by side, {@code [B, S, ..] → [T, B, ..]}. */
    public static Expr stepsFirst(Expr rows) {
        return Expr.of(new RowsFirst(true, Dim.MEMORY), rows);
    }

    /** Elements of each row by number, such as the scores of right classes: {@code values [.., C], indices [.., K] → [.., K]}. */
    public static Expr gatherElements(Expr values, Expr indices) {
        return Expr.of(new GatherElements(), values, indices);
    }

    /** 1 at the valid steps of each row, else 0: {@code lengths [B] → [T, B, 1]}. */
    public static Expr validSteps(Expr lengths) {
        return Expr.of(new ValidSteps(), lengths);
    }
}
