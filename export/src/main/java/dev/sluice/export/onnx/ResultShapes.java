package dev.sluice.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shape rules of the operators written here. */
final class ResultShapes {
    private ResultShapes() {}

    static OnnxShape broadcast(String operator, OnnxValue... values) {
        OnnxShape result = values[0].shape();
        for (OnnxValue value : values) {
            result = broadcast(operator, result, value.shape(), values);
        }
        return result;
    }

    private static OnnxShape broadcast(String operator, OnnxShape a, OnnxShape b, OnnxValue[] values) {
        int rank = Math.max(a.rank(), b.rank());
        List<OnnxDim> dims = new ArrayList<>();
        for (int axis = -rank; axis < 0; axis++) {
            OnnxDim left = axis >= -a.rank() ? a.dim(axis) : OnnxDim.of(1);
            OnnxDim right = axis >= -b.rank() ? b.dim(axis) : OnnxDim.of(1);
            if (left.equals(right) || right.is(1)) {
                dims.add(left);
            } else if (left.is(1)) {
                dims.add(right);
            } else if (left instanceof OnnxDim.Fixed && right instanceof OnnxDim.Fixed) {
                throw new IllegalArgumentException(
                        operator + " needs shapes that are equal or 1 on each axis, counted from the"
                                + " last, but got " + describe(values));
            } else {
                // A fixed size above 1 wins, because the other can only be equal or 1. Two different names may be any
                // sizes.
                dims.add(
                        left instanceof OnnxDim.Fixed
                                ? left
                                : right instanceof OnnxDim.Fixed ? right : OnnxDim.unknown());
            }
        }
        return new OnnxShape(dims);
    }

    static OnnxShape matMul(OnnxValue a, OnnxValue b) {
        if (a.shape().rank() < 2
                || b.shape().rank() < 2
                || !a.shape().dim(-1).agreesWith(b.shape().dim(-2))) {
            throw new IllegalArgumentException("MatMul needs [.., M, K] and [.., K, N], but got " + describe(a, b));
        }
        OnnxValue outerA =
                new OnnxValue(a.name(), a.type(), a.shape().without(-1).without(-1));
        OnnxValue outerB =
                new OnnxValue(b.name(), b.type(), b.shape().without(-1).without(-1));
        List<OnnxDim> dims = new ArrayList<>(broadcast("MatMul", outerA, outerB).dims());
        dims.add(a.shape().dim(-2));
        dims.add(b.shape().dim(-1));
        return new OnnxShape(dims);
    }

    static OnnxShape reduce(OnnxShape shape, boolean keep, int... axes) {
        int[] sorted = sorted(shape, axes);
        OnnxShape result = shape;
        for (int i = sorted.length - 1; i >= 0; i--) {
            result = keep ? result.with(sorted[i], OnnxDim.of(1)) : result.without(sorted[i]);
        }
        return result;
    }

    /** The axes as indices from the first, sorted. */
    static int[] sorted(OnnxShape shape, int... axes) {
        int[] sorted = Arrays.stream(axes).map(shape::axis).sorted().distinct().toArray();
        if (sorted.length != axes.length) {
            throw new IllegalArgumentException(
                    "axes must not repeat, but were " + Arrays.toString(axes) + " of " + shape);
        }
        return sorted;
    }

    static long[] longs(int... values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    static String describe(OnnxValue... values) {
        return String.join(
                " and ", Arrays.stream(values).map(OnnxValue::describe).toList());
    }
}
