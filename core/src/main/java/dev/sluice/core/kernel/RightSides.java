package dev.sluice.core.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The right sides that one left side is multiplied with, such as the weights of a step's gates, each with its start and its
 * result. Memory of the caller, which fills it anew for each call of {@link ProductKernels#multiply(int, int, int, float[],
 * int, int, RightSides, int)} and empties it afterwards.
 */
public final class RightSides {
    private static final float[] NONE = {};

    private int count;
    private float[][] packed = {};
    private int[] packedOffset = {};
    private float[] @Nullable [] start = {};
    private int[] startOffset = {};
    private int[] startRow = {};
    private float[][] result = {};
    private int[] resultOffset = {};

    /**
     * Adds a product.
     *
     * @param right as {@link ProductKernels#packRight} left it
     * @param from what each row starts from; null for zeros
     * @param fromRow floats from one row of the start to the next; 0 if all rows start from the same one
     * @param to the result. Modified by the product.
     */
    public void add(
            float[] right,
            int rightOffset,
            float @Nullable [] from,
            int fromOffset,
            int fromRow,
            float[] to,
            int toOffset) {
        if (count == packed.length) {
            grow(2 * count + 1);
        }
        packed[count] = right;
        packedOffset[count] = rightOffset;
        start[count] = from;
        startOffset[count] = fromOffset;
        startRow[count] = fromRow;
        result[count] = to;
        resultOffset[count] = toOffset;
        count++;
    }

    private void grow(int size) {
        packed = Arrays.copyOf(packed, size);
        packedOffset = Arrays.copyOf(packedOffset, size);
        start = Arrays.copyOf(start, size);
        startOffset = Arrays.copyOf(startOffset, size);
        startRow = Arrays.copyOf(startRow, size);
        result = Arrays.copyOf(result, size);
        resultOffset = Arrays.copyOf(resultOffset, size);
    }

    /** Empties it and lets go of the arrays. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            packed[i] = NONE;
            start[i] = null;
            result[i] = NONE;
        }
        count = 0;
    }

    /** The number of products. */
    public int count() {
        return count;
    }

    /** The packed right side of a product. */
    public float[] packed(int i) {
        return packed[i];
    }

    /** The index of its first float. */
    public int packedOffset(int i) {
        return packedOffset[i];
    }

    /** What a product starts from; null for zeros. */
    public float @Nullable [] start(int i) {
        return start[i];
    }

    /** The index of its first float. */
    public int startOffset(int i) {
        return startOffset[i];
    }

    /** The floats from one row of it to the next. */
    public int startRow(int i) {
        return startRow[i];
    }

    /** The result of a product. */
    public float[] result(int i) {
        return result[i];
    }

    /** The index of its first float. */
    public int resultOffset(int i) {
        return resultOffset[i];
    }
}
