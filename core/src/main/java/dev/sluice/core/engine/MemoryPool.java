package dev.sluice.core.engine;

import dev.sluice.core.kernel.CacheLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Arrays for reuse within a run and by the next run, so that training allocates nothing after its first batches. */
final class MemoryPool {
    private static final long LONGEST = Integer.MAX_VALUE - 8L;

    private final TreeMap<Integer, Deque<float[]>> free = new TreeMap<>();

    /** An array with room for {@code length} floats from {@link CacheLine#START} on, with any content. */
    float[] take(int length) {
        int rounded = rounded(length);
        Map.Entry<Integer, Deque<float[]>> fitting = free.ceilingEntry(rounded);
        while (fitting != null && fitting.getKey() / 2 <= rounded) {
            if (!fitting.getValue().isEmpty()) {
                return fitting.getValue().pop();
            }
            fitting = free.higherEntry(fitting.getKey());
        }
        return new float[rounded];
    }

    /**
     * The length of an array for a value of so many floats. The value's length is rounded up to an eighth of a power of two:
     * lengths vary with the batch's longest sequence, and arrays should fit again.
     *
     * @throws ArithmeticException if no array is that long
     */
    static int rounded(int length) {
        int unit = Math.max(64, Integer.highestOneBit(Math.max(length, 1)) / 8);
        int whole = (int) Math.min(LONGEST - CacheLine.START, (length + (long) unit - 1) / unit * unit);
        if (whole < length) {
            throw new ArithmeticException("a value of " + length + " floats is longer than an array can be");
        }
        return CacheLine.START + whole;
    }

    /** An array of exactly {@code length} floats with any content. */
    float[] takeExactly(int length) {
        Deque<float[]> same = free.get(length);
        return same == null || same.isEmpty() ? new float[length] : same.pop();
    }

    /** Returns an array to the pool. */
    void give(float[] array) {
        free.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
    }
}
