package dev.sluice.core.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * How often numbers occur: each by itself while few differ, else in classes of neighbors, the narrowest of which there are not too many.
 * Depends on the numbers and never on their order, or on how they were cut into parts. Not safe for several threads.
 */
final class NumberCounts implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Most classes. */
    static final int MOST = 100_000;

    private static final int WAITING = 1 << 17;

    /** Bits of a number that its class leaves out. */
    private int shift;
    /** The classes in the order of their numbers, as the keys of their least ones. */
    private long[] keys = {};

    private long[] counts = {};
    private transient long[] waiting = {};
    private transient int size;

    private NumberCounts() {}

    /** The counts of numbers between two, both included. */
    static NumberCounts of(DoubleStream numbers, double least, double most) {
        NumberCounts counts = new NumberCounts();
        long from = key(least);
        long to = key(most);
        numbers.filter(number -> !Double.isNaN(number))
                .mapToLong(NumberCounts::key)
                .forEach(key -> {
                    if (key >= from && key <= to) {
                        counts.add(key);
                    }
                });
        counts.settle();
        counts.waiting = new long[0];
        return counts;
    }

    /** A number as one whose order among whole numbers is the same. */
    private static long key(double number) {
        // Both zeros are one number.
        long bits = Double.doubleToRawLongBits(number + 0.0);
        return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
    }

    private static double number(long key) {
        return Double.longBitsToDouble(key ^ ((key >> (Long.SIZE - 1)) & Long.MAX_VALUE));
    }

    private void add(long key) {
        if (size == waiting.length) {
            if (size < WAITING) {
                waiting = Arrays.copyOf(waiting, Math.max(1 << 8, 2 * size));
            } else {
                settle();
            }
        }
        waiting[size++] = key;
    }

    /** Counts what waits. */
    private void settle() {
        Arrays.sort(waiting, 0, size);
        long[] ones = new long[size];
        Arrays.fill(ones, 1);
        merge(Arrays.copyOf(waiting, size), ones);
        size = 0;
    }

    /** Both together, as the first. */
    static NumberCounts join(NumberCounts first, NumberCounts second) {
        first.shift = Math.max(first.shift, second.shift);
        first.merge(second.keys.clone(), second.counts.clone());
        return first;
    }

    /** Adds sorted keys, which may be equal. */
    private void merge(long[] more, long[] times) {
        long[] all = new long[keys.length + more.length];
        long[] each = new long[all.length];
        int left = 0;
        int right = 0;
        for (int i = 0; i < all.length; i++) {
            boolean old = right == more.length || (left < keys.length && keys[left] <= more[right]);
            all[i] = old ? keys[left] : more[right];
            each[i] = old ? counts[left++] : times[right++];
        }
        int classes = together(all, each, all.length);
        while (classes > MOST) {
            shift++;
            classes = together(all, each, classes);
        }
        keys = Arrays.copyOf(all, classes);
        counts = Arrays.copyOf(each, classes);
    }

    /** Puts neighbors of one class together; gives the number of classes. */
    private int together(long[] all, long[] each, int length) {
        int last = -1;
        for (int i = 0; i < length; i++) {
            long least = all[i] >> shift << shift;
            if (last >= 0 && all[last] == least) {
                each[last] += each[i];
            } else {
                all[++last] = least;
                each[last] = each[i];
            }
        }
        return last + 1;
    }

    /** The number of classes. */
    int classes() {
        return keys.length;
    }

    /** How many numbers a class has. */
    long count(int index) {
        return counts[index];
    }

    /** The number of all numbers. */
    long count() {
        return Arrays.stream(counts).sum();
    }

    /** The mean of a function of the numbers, taken in the middle of each class. */
    double mean(DoubleUnaryOperator function) {
        double sum = 0;
        for (int i = 0; i < keys.length; i++) {
            sum += function.applyAsDouble(number(keys[i] + (1L << shift >> 1))) * counts[i];
        }
        return sum / count();
    }

    /** Returns whether each class is one number. */
    boolean areExact() {
        return shift == 0;
    }

    /** The least number that would belong to a class. */
    double least(int index) {
        return number(keys[index]);
    }

    /** The greatest number that would belong to a class. */
    double most(int index) {
        return number(keys[index] + (1L << shift) - 1);
    }
}
