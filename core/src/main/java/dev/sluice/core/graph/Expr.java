package dev.sluice.core.graph;

import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A value in a graph: an operation applied to other expressions. Immutable; two expressions are the same only if they
 * are the same object, so a value used twice is computed once.
 *
 * <p>The methods here and in {@link Exprs} build new expressions and check shapes at once.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Expr {
    private final Op op;
    private final List<Expr> operands;
    private final List<Dims> results;

    private Expr(Op op, List<Expr> operands, List<Dims> results) {
        this.op = op;
        this.operands = operands;
        this.results = results;
    }

    /**
     * Applies an operation.
     *
     * @throws ShapeMismatchException if the operands' shapes break the operation's rule
     */
    @API(status = API.Status.INTERNAL)
    public static Expr of(Op op, List<Expr> operands) {
        List<Expr> copy = List.copyOf(operands);
        try {
            return new Expr(op, copy, op.results(copy));
        } catch (ShapeMismatchException e) {
            String call = copy.stream().map(Expr::describe).collect(Collectors.joining(", ", op.name() + "(", ")"));
            throw new ShapeMismatchException("in " + call + ": " + e.getMessage());
        }
    }

    /** Applies an operation. */
    @API(status = API.Status.INTERNAL)
    public static Expr of(Op op, Expr... operands) {
        return of(op, List.of(operands));
    }

    /** The operation. */
    @API(status = API.Status.INTERNAL)
    public Op op() {
        return op;
    }

    /** The operands. */
    public List<Expr> operands() {
        return operands;
    }

    /** One operand. */
    public Expr operand(int index) {
        return operands.get(index);
    }

    /**
     * The shape of this value.
     *
     * @throws IllegalStateException for a {@link Scan}, which has several results: {@link Pick} one first
     */
    public Dims shape() {
        if (results.size() != 1) {
            throw new IllegalStateException("a " + op.name() + " has " + results.size() + " results; pick one first");
        }
        return results.getFirst();
    }

    /** The shapes of all results: one, except for a {@link Scan}. */
    public List<Dims> results() {
        return results;
    }

    /** This plus {@code other}, elementwise with broadcasting. */
    public Expr add(Expr other) {
        return of(BinaryOp.ADD, this, other);
    }

    /** This minus {@code other}. */
    public Expr sub(Expr other) {
        return of(BinaryOp.SUB, this, other);
    }

    /** This times {@code other}, elementwise: the literature's ⊙. */
    public Expr mul(Expr other) {
        return of(BinaryOp.MUL, this, other);
    }

    /** This times a number. */
    public Expr mul(double factor) {
        return mul(Exprs.constant(factor));
    }

    /** This plus a number. */
    public Expr add(double summand) {
        return add(Exprs.constant(summand));
    }

    /** This divided by {@code other}. */
    public Expr div(Expr other) {
        return of(BinaryOp.DIV, this, other);
    }

    /** Minus this. */
    public Expr neg() {
        return of(UnaryOp.NEG, this);
    }

    /** One minus this: the complement of a gate. */
    public Expr oneMinus() {
        return Exprs.constant(1).sub(this);
    }

    /** Matrix product of the last axis of this with the first axis of {@code other}, {@code [K, N]}. */
    public Expr matmul(Expr other) {
        return of(new MatMul(false, false), this, other);
    }

    /** Matrix product with a weight stored {@code [out, in]}: {@code this · weightᵀ}. */
    public Expr matmulTransposed(Expr weight) {
        return of(new MatMul(false, true), this, weight);
    }

    /**
     * Matrix products side by side, {@code [.., M, K] · [.., K, N] → [.., M, N]}: each element of the leading axes, such as a
     * row of the batch, has matrices of its own.
     */
    public Expr batchMatmul(Expr other) {
        return of(new BatchMatMul(false, false), this, other);
    }

    /** This matrix of each row times a vector of each row: {@code [.., M, K] · [.., K] → [.., M]}. */
    public Expr timesVector(Expr vector) {
        Expr row = vector.reshape(vector.shape().insert(-1, Dim.of(1)));
        Expr product = of(new BatchMatMul(false, true), row, this);
        return product.reshape(product.shape().without(-2));
    }

    /** The outer product with another vector of each row: {@code [.., M], [.., N] → [.., M, N]}. */
    public Expr outer(Expr other) {
        Expr left = reshape(shape().insert(-1, Dim.of(1)));
        Expr right = other.reshape(other.shape().insert(-1, Dim.of(1)));
        return of(new BatchMatMul(true, false), left, right);
    }

    /** The last two axes swapped: {@code [.., M, N] → [.., N, M]}. */
    public Expr transpose() {
        return of(new Transpose(), this);
    }

    /** Elements {@code from} (inclusive) to {@code to} (exclusive) of one axis, given from the last: -1 is the features. */
    public Expr slice(int axis, int from, int to) {
        return of(new Slice(axis, from, to), this);
    }

    /** The same elements in row-major order under another shape. */
    public Expr reshape(Dims shape) {
        return of(new Reshape(shape), this);
    }

    /** Sum over one axis (from the last), which stays with size 1. */
    public Expr sum(int axis) {
        return of(new Reduce(Reduce.Kind.SUM, axis, true), this);
    }

    /** Mean over one axis (from the last), which stays with size 1. */
    public Expr mean(int axis) {
        return of(new Reduce(Reduce.Kind.MEAN, axis, true), this);
    }

    /** Name or operation with the shape, for messages: {@code W_f [64, 32]}. */
    public String describe() {
        String what = op instanceof Op.Leaf leaf ? leaf.label() : op.name() + "(…)";
        return results.size() == 1 ? what + " " + shape() : what;
    }

    @Override
    public String toString() {
        return describe();
    }
}
