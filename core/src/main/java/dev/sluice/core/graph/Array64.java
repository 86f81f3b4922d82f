package dev.sluice.core.graph;

import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** A float64 array for the {@link Interpreter}: row-major, deliberately simple, and slow. */
public final class Array64 {
    private final int[] sizes;
    private final double[] data;

    /** An array that shares {@code data}. */
    public Array64(int[] sizes, double[] data) {
        this.sizes = sizes.clone();
        this.data = data;
        if (count(sizes) != data.length) {
            throw new IllegalArgumentException(
                    Arrays.toString(sizes) + " needs " + count(sizes) + " values, but " + data.length + " were given");
        }
    }

    /** An array of zeros. */
    public static Array64 zeros(int... sizes) {
        return new Array64(sizes, new double[count(sizes)]);
    }

    /** The values of a float32 tensor, exactly. */
    public static Array64 of(Tensor tensor) {
        double[] data = new double[tensor.array().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = tensor.array()[i];
        }
        return new Array64(tensor.shape().toArray(), data);
    }

    /** The values of float32 tensors by name, exactly. */
    public static Map<String, Array64> of(Tensors tensors) {
        Map<String, Array64> arrays = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> arrays.put(name, of(tensor)));
        return arrays;
    }

    /** Rounds arrays by name to float32. */
    public static Tensors toTensors(Map<String, Array64> arrays) {
        Tensors.Builder tensors = Tensors.builder();
        arrays.forEach((name, array) -> tensors.put(name, array.toTensor()));
        return tensors.build();
    }

    public static int count(int... sizes) {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        return count;
    }

    /** A copy of the sizes. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** The live values, row-major. */
    public double[] data() {
        return data;
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** One size; negative counts from the last axis. */
    public int size(int axis) {
        return sizes[Shape.place(axis, sizes.length)];
    }

    /** The product of the sizes before an axis (negative: from the last). */
    int outer(int axis) {
        int outer = 1;
        for (int i = 0; i < Shape.place(axis, sizes.length); i++) {
            outer *= sizes[i];
        }
        return outer;
    }

    /** The product of the sizes after an axis (negative: from the last). */
    int inner(int axis) {
        int inner = 1;
        for (int i = Shape.place(axis, sizes.length) + 1; i < sizes.length; i++) {
            inner *= sizes[i];
        }
        return inner;
    }

    Array64 map(DoubleUnaryOperator function) {
        double[] out = new double[data.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = function.applyAsDouble(data[i]);
        }
        return new Array64(sizes, out);
    }

    static Array64 zip(Array64 left, Array64 right, DoubleBinaryOperator function) {
        int[] sizes = broadcastSizes(left.sizes, right.sizes);
        double[] a = left.broadcast(sizes).data;
        double[] b = right.broadcast(sizes).data;
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = function.applyAsDouble(a[i], b[i]);
        }
        return new Array64(sizes, out);
    }

    static int[] broadcastSizes(int[] left, int[] right) {
        int[] sizes = new int[Math.max(left.length, right.length)];
        for (int i = 1; i <= sizes.length; i++) {
            int a = i <= left.length ? left[left.length - i] : 1;
            int b = i <= right.length ? right[right.length - i] : 1;
            sizes[sizes.length - i] = a == 1 ? b : a;
        }
        return sizes;
    }

    /** This array broadcast to {@code target}: aligned at the last axis, size 1 repeated. Shares values where nothing is repeated. */
    Array64 broadcast(int... target) {
        if (data.length == count(target)) {
            return new Array64(target, data);
        }
        Array64 out = zeros(target);
        for (int i = 0; i < out.data.length; i++) {
            out.data[i] = data[source(i, target)];
        }
        return out;
    }

    /** The sum over the elements that {@link #broadcast} would repeat. */
    Array64 sumTo(int... target) {
        Array64 out = zeros(target);
        for (int i = 0; i < data.length; i++) {
            out.data[out.source(i, sizes)] += data[i];
        }
        return out;
    }

    /** The position in this array of the element at flat position {@code i} after broadcasting to {@code target}. */
    private int source(int i, int... target) {
        int source = 0;
        int stride = 1;
        int rest = i;
        for (int axis = 1; axis <= target.length; axis++) {
            int index = rest % target[target.length - axis];
            rest /= target[target.length - axis];
            if (axis <= sizes.length) {
                int size = sizes[sizes.length - axis];
                source += (size == 1 ? 0 : index) * stride;
                stride *= size;
            }
        }
        return source;
    }

    /** Rounds to float32. */
    public Tensor toTensor() {
        Tensor tensor = Tensor.zeros(sizes);
        for (int i = 0; i < data.length; i++) {
            tensor.array()[i] = (float) data[i];
        }
        return tensor;
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes) + " " + Arrays.toString(Arrays.copyOf(data, Math.min(data.length, 8)));
    }
}
