package dev.sluice.core.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Arrays that are used again, within a run and by the next run, so that a training in its stride allocates nothing. */
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

    /** Sizes vary with the batch's longest sequence: rounding up to eighths of a power of two lets arrays fit again. */
    static int rounded(int length) {
        int unit = Math.max(64, Integer.highestOneBit(Math.max(length, 1)) / 8);
        return (int) Math.min(Integer.MAX_VALUE - 8L, (length + (long) unit - 1) / unit * unit);
    }

    /** An array of exactly {@code length} floats with any content. */
    float[] takeExactly(int length) {
        Deque<float[]> same = free.get(length);
        return same == null || same.isEmpty() ? new float[length] : same.pop();
    }

    /** Gives an array back. */
    void give(float[] array) {
        free.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
    }
}
