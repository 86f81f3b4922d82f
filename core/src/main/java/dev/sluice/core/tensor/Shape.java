package dev.sluice.core.tensor;

import java.util.Arrays;
import org.apiguardian.api.API;

/** The sizes of a tensor's axes, outermost first; {@code []} is a scalar. Immutable. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * A shape with the given sizes.
     *
     * @throws IllegalArgumentException if a size is negative or the tensor would have more than 2^31-1 elements
     */
    public static Shape of(int... sizes) {
        if (sizes.length == 0) {
            return SCALAR;
        }
        long elements = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("a size must not be negative, but was " + Arrays.toString(sizes));
            }
            elements = Math.multiplyExact(elements, (long) Math.max(size, 1));
            if (elements > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a tensor holds at most 2^31-1 elements, but "
                        + Arrays.toString(sizes) + " has more; use a smaller batch or shorter sequences");
            }
        }
        return new Shape(sizes.clone());
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The size of one axis; a negative axis counts from the last, so {@code size(-1)} is the innermost. */
    public int size(int axis) {
        return sizes[place(axis, sizes.length)];
    }

    /**
     * The index of an axis, from 0.
     *
     * @param axis counted from 0, or from the last axis if negative
     * @param rank number of axes
     */
    public static int place(int axis, int rank) {
        return axis < 0 ? rank + axis : axis;
    }

    /** The number of elements: the product of all sizes, 1 for a scalar. */
    public int elements() {
        int elements = 1;
        for (int size : sizes) {
            elements *= size;
        }
        return elements;
    }

    /** A copy of the sizes. */
    public int[] toArray() {
        return sizes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** For example {@code [3, 64]}. */
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
