package dev.sluice.core.graph.reference;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Primitive;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Arithmetic that rounds at random as float32 would: each result is moved by about a unit in float32's last place. Several such
 * runs of a graph show how far any correct float32 program may be from the float64 meaning.
 *
 * <p>This is Monte Carlo arithmetic: D. S. Parker, <i>Monte Carlo Arithmetic: exploiting randomness in floating-point
 * arithmetic</i>, UCLA CSD-970002, 1997. Selections, comparisons and moves are exact. A sum of n terms is moved as if each of
 * its partial sums were rounded. Results too large for float32 are infinite. Mutable: every call draws new numbers.
 */
public final class RandomRounding implements Arithmetic {
    /** Half a unit in float32's last place: the largest relative error of one rounded operation. */
    private static final double UNIT = 0x1p-24;

    /** Whole numbers below are all held by float32. */
    private static final double MOST_WHOLE = 0x1p24;

    /** Errors of the functions that are approximated, in {@link #UNIT}s. */
    private static final double FUNCTION = 4;

    /** Results above this may be infinite in float32, or partial sums of theirs. */
    private static final double LARGEST = 1e37;

    private final SplittableRandom random;

    /** A source of roundings: the same for the same seed. */
    public RandomRounding(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public Array64 evaluate(Primitive primitive, List<Array64> operands, Evaluation run) {
        return switch (primitive) {
            case MatMul product -> summed(product, operands, run, terms(product, operands));
            case BatchMatMul product ->
                summed(product, operands, run, operands.getFirst().size(product.transposeLeft() ? -2 : -1));
            case Reduce reduce
            when reduce.kind() != Reduce.Kind.MAX ->
                exceptWhole(
                        reduce.evaluate(operands, run),
                        summed(reduce, operands, run, operands.getFirst().size(reduce.axis())));
            case SumTo sum -> {
                Array64 whole = operands.getFirst();
                int terms = whole.data().length / Math.max(1, Array64.count(run.sizes(sum.target())));
                yield summed(sum, operands, run, terms);
            }
            case Softmax softmax ->
                moved(softmax.evaluate(operands, run), FUNCTION * UNIT, softmax.log() ? FUNCTION * UNIT : 0);
            case UnaryOp function -> moved(function.evaluate(operands, run), relative(function), absolute(function));
            case BinaryOp arithmetic -> {
                Array64 exact = arithmetic.evaluate(operands, run);
                yield arithmetic == BinaryOp.POW
                        ? moved(exact, relative(arithmetic), 0)
                        : exceptWhole(exact, moved(exact, relative(arithmetic), 0));
            }
            default -> primitive.evaluate(operands, run);
        };
    }

    private static double relative(UnaryOp function) {
        return switch (function) {
            case NEG, ABS, SIGN, RELU, FLOOR -> 0;
            case SQRT -> UNIT;
            case EXP, LOG, SIGMOID, TANH, SOFTPLUS, SIN, COS -> FUNCTION * UNIT;
        };
    }

    /**
     * Runtimes compute sigmoid, tanh and softplus by way of each other or of exp, so that they are as inexact near 0 as near 1, and
     * reduce the arguments of sine and cosine by multiples of π, which costs as much near their zeros.
     */
    private static double absolute(UnaryOp function) {
        return switch (function) {
            case SIGMOID, TANH, SOFTPLUS, SIN, COS -> UNIT;
            default -> 0;
        };
    }

    private static double relative(BinaryOp arithmetic) {
        return switch (arithmetic) {
            case MIN, MAX, LESS, LESS_OR_EQUAL, EQUAL -> 0;
            case ADD, SUB, MUL, DIV -> UNIT;
            case POW -> FUNCTION * UNIT;
        };
    }

    private static int terms(MatMul product, List<Array64> operands) {
        Array64 left = operands.getFirst();
        return product.transposeLeft() ? left.data().length / Math.max(1, left.size(-1)) : left.size(-1);
    }

    /** Moving each term by the root of their number moves the sum as much as rounding each partial sum does. */
    private Array64 summed(Primitive sum, List<Array64> operands, Evaluation run, int terms) {
        List<Array64> moved = new ArrayList<>(operands);
        moved.set(0, moved(operands.getFirst(), UNIT * Math.sqrt(terms), 0));
        return moved(sum.evaluate(moved, run), UNIT, 0);
    }

    /** Values moved at random as if they were rounded when they were stored, for leaves. Whole numbers are stored as they are. */
    public Array64 rounded(Array64 value) {
        return rounded(value, 0);
    }

    /**
     * Values moved at random as if they were rounded when they were stored.
     *
     * @param apart distance of the numbers that they were converted from; 0 for values that were not converted. Whole numbers of these are stored as
     *     they are.
     */
    public Array64 rounded(Array64 value, double apart) {
        double[] out = value.data().clone();
        for (int i = 0; i < out.length; i++) {
            if (apart > 0 || out[i] != Math.rint(out[i])) {
                out[i] += (2 * random.nextDouble() - 1) * (Math.abs(out[i]) * UNIT + apart);
            }
        }
        return new Array64(value.sizes(), out);
    }

    private Array64 moved(Array64 value, double relative, double absolute) {
        if (relative == 0 && absolute == 0) {
            return value;
        }
        double[] data = value.data();
        double[] out = new double[data.length];
        for (int i = 0; i < out.length; i++) {
            // Zeros and infinities are exact. Not asking for a number is also faster.
            double most = Math.abs(data[i]) * relative + absolute;
            out[i] = most == 0 || most == Double.POSITIVE_INFINITY
                    ? data[i]
                    : held(data[i] + (2 * random.nextDouble() - 1) * most);
        }
        return new Array64(value.sizes(), out);
    }

    /** Arithmetic is exact where its result is a number that float32 holds, such as a count of steps. */
    private static Array64 exceptWhole(Array64 exact, Array64 moved) {
        double[] out = moved.data().clone();
        for (int i = 0; i < out.length; i++) {
            double value = exact.data()[i];
            if (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE) {
                out[i] = value;
            }
        }
        return new Array64(exact.sizes(), out);
    }

    private static double held(double value) {
        return Math.abs(value) > LARGEST ? Math.copySign(Double.POSITIVE_INFINITY, value) : value;
    }
}
