package dev.sluice.core.data;

import java.util.Arrays;

/** Orders that look random and are a function of numbers given: of no clock, no thread, no earlier call. */
final class Shuffle {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Shuffle() {}

    /** The numbers {@code 0 … n-1} in an order that depends on {@code keys} alone (Fisher and Yates, Durstenfeld 1964). */
    static int[] order(int n, long... keys) {
        long state = 0;
        for (long key : keys) {
            state = mix(state + GOLDEN + key);
        }
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            state += GOLDEN;
            // The high half of a 64-bit product: an index without the bias of a remainder that matters at these sizes.
            int j = (int) Math.unsignedMultiplyHigh(mix(state), i + 1L);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** The output function of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
