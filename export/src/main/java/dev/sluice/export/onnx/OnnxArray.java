package dev.sluice.export.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers with an element type and a shape: an initializer, or an input or output of a run. Row-major; immutable.
 */
public final class OnnxArray {
    private final ElementType type;
    private final long[] shape;
    private final ByteBuffer bytes;

    private OnnxArray(ElementType type, long[] shape, ByteBuffer bytes) {
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
        if (bytes.remaining() != elements(shape) * type.bytes()) {
            throw new IllegalArgumentException("a " + type + " array of shape " + Arrays.toString(shape) + " needs "
                    + elements(shape) + " values, but " + bytes.remaining() / type.bytes() + " were given");
        }
    }

    /** An array of float32. Values are copied; not modified. */
    public static OnnxArray floats(float[] values, long... shape) {
        ByteBuffer bytes = allocate(values.length, 4);
        bytes.asFloatBuffer().put(values);
        return new OnnxArray(ElementType.FLOAT, shape.clone(), bytes);
    }

    /** An array of float64. Values are copied; not modified. */
    public static OnnxArray doubles(double[] values, long... shape) {
        ByteBuffer bytes = allocate(values.length, 8);
        bytes.asDoubleBuffer().put(values);
        return new OnnxArray(ElementType.DOUBLE, shape.clone(), bytes);
    }

    /** Numbers as float64, or rounded to float32 for any other type. Values are copied; not modified. */
    public static OnnxArray numbers(ElementType type, double[] values, long... shape) {
        if (type == ElementType.DOUBLE) {
            return doubles(values, shape);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats(floats, shape);
    }

    /** An array of int64. Values are copied; not modified. */
    public static OnnxArray longs(long[] values, long... shape) {
        ByteBuffer bytes = allocate(values.length, 8);
        bytes.asLongBuffer().put(values);
        return new OnnxArray(ElementType.INT64, shape.clone(), bytes);
    }

    /** An array of int32. Values are copied; not modified. */
    public static OnnxArray ints(int[] values, long... shape) {
        ByteBuffer bytes = allocate(values.length, 4);
        bytes.asIntBuffer().put(values);
        return new OnnxArray(ElementType.INT32, shape.clone(), bytes);
    }

    /** An array of any type from its little-endian bytes, which are copied. Not modified. */
    public static OnnxArray ofBytes(ElementType type, byte[] littleEndian, long... shape) {
        ByteBuffer bytes = allocate(littleEndian.length, 1);
        bytes.put(littleEndian).flip();
        return new OnnxArray(type, shape.clone(), bytes);
    }

    /** A float32 scalar. */
    public static OnnxArray scalar(float value) {
        return floats(new float[] {value});
    }

    /**
     * Arrays of the same type and shape, one after another along the first axis.
     *
     * @throws IllegalArgumentException if they differ
     */
    public static OnnxArray stacked(List<OnnxArray> arrays) {
        OnnxArray first = arrays.getFirst();
        if (arrays.size() == 1) {
            return first;
        }
        ByteBuffer all = allocate(first.bytes.remaining(), arrays.size());
        for (OnnxArray array : arrays) {
            if (array.type != first.type || !Arrays.equals(array.shape, first.shape)) {
                throw new IllegalArgumentException("arrays to stack must be alike, but are " + first + " and " + array);
            }
            all.put(array.view());
        }
        long[] shape = first.shape();
        shape[0] *= arrays.size();
        return new OnnxArray(first.type, shape, all.flip());
    }

    /** A row along the first axis, as an array with one row. */
    public OnnxArray row(int row) {
        long[] one = shape();
        int size = bytes.remaining() / Math.toIntExact(one[0]);
        one[0] = 1;
        return new OnnxArray(type, one, view().slice(row * size, size).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The type of the elements. */
    public ElementType type() {
        return type;
    }

    /** A copy of the sizes of the axes. */
    public long[] shape() {
        return shape.clone();
    }

    /** The sizes of the axes as a shape. */
    public OnnxShape onnxShape() {
        return OnnxShape.fixed(shape);
    }

    /** The number of elements. */
    public int elements() {
        return bytes.remaining() / type.bytes();
    }

    /**
     * A copy of the elements.
     *
     * @throws IllegalStateException if they are not float32
     */
    public float[] toFloats() {
        require(ElementType.FLOAT);
        float[] copy = new float[elements()];
        view().asFloatBuffer().get(copy);
        return copy;
    }

    /**
     * A copy of the elements.
     *
     * @throws IllegalStateException if they are not float64
     */
    public double[] toDoubles() {
        require(ElementType.DOUBLE);
        double[] copy = new double[elements()];
        view().asDoubleBuffer().get(copy);
        return copy;
    }

    /**
     * The elements, exactly, as float64.
     *
     * @throws IllegalStateException if they are neither float32 nor float64
     */
    public double[] numbers() {
        if (type == ElementType.DOUBLE) {
            return toDoubles();
        }
        float[] floats = toFloats();
        double[] numbers = new double[floats.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = floats[i];
        }
        return numbers;
    }

    /**
     * A copy of the elements.
     *
     * @throws IllegalStateException if they are not int64
     */
    public long[] toLongs() {
        require(ElementType.INT64);
        long[] copy = new long[elements()];
        view().asLongBuffer().get(copy);
        return copy;
    }

    /**
     * A copy of the elements.
     *
     * @throws IllegalStateException if they are not int32
     */
    public int[] toInts() {
        require(ElementType.INT32);
        int[] copy = new int[elements()];
        view().asIntBuffer().get(copy);
        return copy;
    }

    /** A copy of the elements as little-endian bytes. */
    public byte[] toBytes() {
        byte[] copy = new byte[bytes.remaining()];
        view().get(copy);
        return copy;
    }

    ByteString littleEndian() {
        return ByteString.copyFrom(view());
    }

    private void require(ElementType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("this array holds " + type + ", not " + wanted);
        }
    }

    private ByteBuffer view() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer allocate(int values, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(values, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long elements(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a size must not be negative, but was " + Arrays.toString(shape));
            }
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OnnxArray array
                && type == array.type
                && Arrays.equals(shape, array.shape)
                && bytes.equals(array.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.code() + Arrays.hashCode(shape)) + bytes.hashCode();
    }

    /** Type and shape, for messages. */
    @Override
    public String toString() {
        return type + " " + Arrays.toString(shape);
    }
}
