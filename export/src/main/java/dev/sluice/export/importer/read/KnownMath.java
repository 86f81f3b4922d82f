package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Arithmetic on constants, for the weights and shapes that exporters write as computations. */
final class KnownMath {
    /** Largest number of elements of a computed constant; a small file can ask for more than weights ever need. */
    private static final long MOST_ELEMENTS = 1L << 24;

    private KnownMath() {}

    static int[] sizes(long... sizes) {
        long elements = 1;
        int[] checked = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 0 || sizes[i] > MOST_ELEMENTS) {
                throw new UnsupportedPartException(
                        "sizes must be from 0 to " + MOST_ELEMENTS + ", but are " + Arrays.toString(sizes));
            }
            elements *= Math.max(1, sizes[i]);
            if (elements > MOST_ELEMENTS) {
                throw new UnsupportedPartException(
                        "a computed constant of shape " + Arrays.toString(sizes) + " is too large");
            }
            checked[i] = (int) sizes[i];
        }
        return checked;
    }

    static Array64 reshape(Array64 x, long... target) {
        int[] sizes = sizes(target);
        long elements = Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
        if (elements != x.data().length) {
            throw new UnsupportedPartException(
                    "a constant of shape " + Arrays.toString(x.sizes()) + " cannot become " + Arrays.toString(target));
        }
        return new Array64(sizes, x.data());
    }

    static Array64 transpose(Array64 x, int... order) {
        int rank = x.rank();
        int[] strides = strides(x.sizes());
        int[] sizes = new int[rank];
        int[] steps = new int[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = x.size(order[i]);
            steps[i] = strides[order[i]];
        }
        return gathered(x, sizes, 0, steps);
    }

    static Array64 slice(Array64 x, int axis, int start, int count, int step) {
        int[] sizes = x.sizes();
        int[] steps = strides(sizes);
        int from = start * steps[axis];
        steps[axis] *= step;
        sizes[axis] = count;
        return gathered(x, sizes, from, steps);
    }

    /** Broadcasts by NumPy's rule. */
    static Array64 broadcast(Array64 x, int... target) {
        int[] strides = strides(x.sizes());
        int[] steps = new int[target.length];
        for (int i = 1; i <= target.length; i++) {
            int size = i <= x.rank() ? x.size(-i) : 1;
            if (size != 1 && size != target[target.length - i]) {
                throw new UnsupportedPartException("a constant of shape " + Arrays.toString(x.sizes())
                        + " cannot be expanded to " + Arrays.toString(target));
            }
            steps[target.length - i] = size == 1 ? 0 : strides[x.rank() - i];
        }
        return gathered(x, target, 0, steps);
    }

    static Array64 gather(Array64 x, Array64 indices, int axis) {
        int n = x.size(axis);
        int inner = strides(x.sizes())[axis];
        int outer = n == 0 || inner == 0 ? 0 : x.data().length / n / inner;
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (i == axis) {
                Arrays.stream(indices.sizes()).asLongStream().forEach(sizes::add);
            } else {
                sizes.add((long) x.size(i));
            }
        }
        int[] target = sizes(sizes.stream().mapToLong(Long::longValue).toArray());
        double[] out = new double[outer * indices.data().length * inner];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (double raw : indices.data()) {
                int index = (int) (raw < 0 ? raw + n : raw);
                if (index < 0 || index >= n) {
                    throw new UnsupportedPartException("index " + (long) raw + " lies outside an axis of " + n);
                }
                System.arraycopy(x.data(), (o * n + index) * inner, out, at, inner);
                at += inner;
            }
        }
        return new Array64(target, out);
    }

    static Array64 concat(List<Array64> parts, int axis) {
        Array64 first = parts.getFirst();
        int[] sizes = first.sizes();
        int inner = strides(sizes)[axis];
        long[] joined = Arrays.stream(sizes).asLongStream().toArray();
        joined[axis] = parts.stream().mapToLong(part -> part.size(axis)).sum();
        sizes[axis] = sizes(joined)[axis];
        for (Array64 part : parts) {
            int[] others = part.sizes();
            if (others.length != sizes.length) {
                throw new UnsupportedPartException("constants of different rank cannot be joined");
            }
            others[axis] = sizes[axis];
            if (!Arrays.equals(others, sizes)) {
                throw new UnsupportedPartException("constants of shapes " + Arrays.toString(first.sizes()) + " and "
                        + Arrays.toString(part.sizes()) + " cannot be joined along axis " + axis);
            }
        }
        double[] out =
                new double[parts.stream().mapToInt(part -> part.data().length).sum()];
        int block = sizes[axis] * inner;
        int outer = block == 0 ? 0 : out.length / block;
        int offset = 0;
        for (Array64 part : parts) {
            int width = part.size(axis) * inner;
            for (int o = 0; o < outer; o++) {
                System.arraycopy(part.data(), o * width, out, o * block + offset, width);
            }
            offset += width;
        }
        return new Array64(sizes, out);
    }

    static Array64 zip(Array64 a, Array64 b, DoubleBinaryOperator function) {
        int rank = Math.max(a.rank(), b.rank());
        long[] target = new long[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.rank() ? a.size(-i) : 1;
            int right = i <= b.rank() ? b.size(-i) : 1;
            target[rank - i] = left == 1 ? right : left;
        }
        int[] sizes = sizes(target);
        double[] left = broadcast(a, sizes).data();
        double[] right = broadcast(b, sizes).data();
        double[] out = new double[left.length];
        Arrays.setAll(out, i -> function.applyAsDouble(left[i], right[i]));
        return new Array64(sizes, out);
    }

    private static int[] strides(int... sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        return strides;
    }

    private static Array64 gathered(Array64 x, int[] sizes, int from, int... steps) {
        long elements = Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
        double[] out = new double[(int) elements];
        IntUnaryOperator source = i -> {
            int at = from;
            int rest = i;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                at += rest % sizes[axis] * steps[axis];
                rest /= sizes[axis];
            }
            return at;
        };
        for (int i = 0; i < out.length; i++) {
            out[i] = x.data()[source.applyAsInt(i)];
        }
        return new Array64(sizes, out);
    }
}
