package dev.sluice.core.tensor;

import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * A dense block of float32 numbers: a {@link Shape} and its elements in row-major order.
 *
 * <pre>
 *   shape [2, 3]        array
 *   a b c               a b c d e f        element (i, j) stands at i * 3 + j
 *   d e f
 * </pre>
 *
 * <p>Integers (token ids, lengths, class numbers) are stored as floats, which are exact up to 2^24.
 * A tensor is mutable and not safe for concurrent writing.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Tensor {
    private final Shape shape;
    private final float[] array;

    private Tensor(Shape shape, float[] array) {
        this.shape = shape;
        this.array = array;
    }

    /** A tensor of zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.elements()]);
    }

    /** A tensor of zeros with the given sizes. */
    public static Tensor zeros(int... sizes) {
        return zeros(Shape.of(sizes));
    }

    /** A scalar. */
    public static Tensor scalar(float value) {
        return new Tensor(Shape.of(), new float[] {value});
    }

    /** A tensor with a copy of {@code values}. Not modified. */
    public static Tensor copyOf(Shape shape, float... values) {
        return wrap(shape, values.clone());
    }

    /**
     * A tensor that shares {@code array}: a later write to one is seen in the other.
     *
     * @throws IllegalArgumentException if the array's length is not the shape's number of elements
     */
    public static Tensor wrap(Shape shape, float[] array) {
        if (array.length != shape.elements()) {
            throw new IllegalArgumentException("a tensor of shape " + shape + " needs " + shape.elements()
                    + " values, but " + array.length + " were given");
        }
        return new Tensor(shape, array);
    }

    /** The sizes of the axes. */
    public Shape shape() {
        return shape;
    }

    /** The live elements in row-major order: kernels read and write them in place. */
    public float[] array() {
        return array;
    }

    /** One element. */
    public float get(int... index) {
        return array[offset(index)];
    }

    /** Writes one element. */
    public void set(float value, int... index) {
        array[offset(index)] = value;
    }

    /** A tensor of another shape with the same number of elements that shares this one's array. */
    public Tensor reshape(int... sizes) {
        return wrap(Shape.of(sizes), array);
    }

    /** A copy with a separate array. */
    public Tensor copy() {
        return new Tensor(shape, array.clone());
    }

    /** Writes {@code value} to every element of this tensor. */
    public void fillInPlace(float value) {
        Arrays.fill(array, value);
    }

    /**
     * Overwrites this tensor's elements with another's.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public void setInPlace(Tensor source) {
        if (!shape.equals(source.shape)) {
            throw new IllegalArgumentException(
                    "shapes must be equal to copy, but were " + shape + " and " + source.shape);
        }
        System.arraycopy(source.array, 0, array, 0, array.length);
    }

    private int offset(int... index) {
        if (index.length != shape.rank()) {
            throw new IllegalArgumentException("an index into " + shape + " needs " + shape.rank()
                    + " numbers, but was " + Arrays.toString(index));
        }
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape.size(axis)) {
                throw new IndexOutOfBoundsException(
                        "index " + Arrays.toString(index) + " lies outside a tensor of shape " + shape);
            }
            offset = offset * shape.size(axis) + index[axis];
        }
        return offset;
    }

    /** Shape and the first elements, for messages. */
    @Override
    public String toString() {
        int shown = Math.min(array.length, 8);
        String head = Arrays.toString(Arrays.copyOf(array, shown));
        return "Tensor" + shape + (array.length > shown ? head.replace("]", ", …]") : head);
    }
}
