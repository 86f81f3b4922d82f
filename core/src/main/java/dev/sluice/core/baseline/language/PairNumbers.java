package dev.sluice.core.baseline.language;

import java.util.Arrays;

/** Numbers for pairs of numbers, 0, 1, 2 and so on in the order in which pairs come first. A hash table of primitive numbers. */
final class PairNumbers {
    private static final long FREE = -1;
    private static final int FIRST_SIZE = 1 << 12;

    private long[] keys = new long[FIRST_SIZE];
    private int[] numbers = new int[FIRST_SIZE];
    private int size;

    PairNumbers() {
        Arrays.fill(keys, FREE);
    }

    /** The number of different pairs. */
    int size() {
        return size;
    }

    /** The number of a pair; -1 if it never came. */
    int find(int left, int right) {
        long key = key(left, right);
        int at = place(keys, key);
        return keys[at] == key ? numbers[at] : -1;
    }

    /** The number of a pair, a new one if it never came. */
    int number(int left, int right) {
        long key = key(left, right);
        int at = place(keys, key);
        if (keys[at] == key) {
            return numbers[at];
        }
        keys[at] = key;
        numbers[at] = size++;
        if (size * 2 > keys.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        long[] old = keys;
        int[] oldNumbers = numbers;
        keys = new long[old.length * 2];
        numbers = new int[old.length * 2];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < old.length; i++) {
            if (old[i] != FREE) {
                int at = place(keys, old[i]);
                keys[at] = old[i];
                numbers[at] = oldNumbers[i];
            }
        }
    }

    private static long key(int left, int right) {
        return ((long) left << Integer.SIZE) | right;
    }

    private static int place(long[] keys, long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> Integer.SIZE) & (keys.length - 1);
        while (keys[at] != FREE && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }
}
