package dev.sluice.core.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Arrays for reuse within a run and by the next run, so that training allocates nothing after its first batches. */
final class MemoryPool {
    private final TreeMap<Integer, Deque<float[]>> free = new TreeMap<>();

    /** An array of at least {@code length} floats with any content. */
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

    /** Rounds a length up to an eighth of a power of two: lengths vary with the batch's longest sequence, and arrays should fit
     * again. */
    static int rounded(int length) {
        int unit = Math.max(64, Integer.highestOneBit(Math.max(length, 1)) / 8);
        return (int) Math.min(Integer.MAX_VALUE - 8L, (length + (long) unit - 1) / unit * unit);
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
