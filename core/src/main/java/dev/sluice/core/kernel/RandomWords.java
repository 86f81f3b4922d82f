package dev.sluice.core.kernel;

/**
 * Words of neighboring blocks of {@link CounterRandom}. Each round goes over all blocks before the next begins, one product below the other in
 * 64-bit lanes whose upper halves are rests of no meaning, because so the compiler turns it into vector instructions.
 */
final class RandomWords {
    /** Blocks made at a time: their counters, 8 KiB, stay in the first-level cache. */
    private static final int BLOCKS = 256;

    final int[] bits;
    /** The index in {@link #bits} of the first wanted word. */
    int from;
    /** The number of wanted words that are present. */
    int count;

    private final long[] c0;
    private final long[] c1;
    private final long[] c2;
    private final long[] c3;

    RandomWords(int wanted) {
        int blocks = Math.min(BLOCKS, (wanted + 6) / 4);
        bits = new int[4 * blocks];
        c0 = new long[blocks];
        c1 = new long[blocks];
        c2 = new long[blocks];
        c3 = new long[blocks];
    }

    /** Makes the words of as many positions as there is room for, at most {@code wanted}. */
    void make(int key0, int key1, long step, long position, int wanted) {
        from = (int) position & 3;
        count = Math.min(wanted, bits.length - from);
        generate(key0, key1, step, position >> 2, (from + count + 3) / 4);
    }

    private void generate(int key0, int key1, long step, long firstBlock, int blocks) {
        for (int b = 0; b < blocks; b++) {
            long number = firstBlock + b;
            c0[b] = number;
            c1[b] = number >>> 32;
            c2[b] = step;
            c3[b] = step >>> 32;
        }
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < Philox.ROUNDS; round++) {
            round(blocks, k0 & Philox.LOW, k1 & Philox.LOW);
            k0 += Philox.WEYL_0;
            k1 += Philox.WEYL_1;
        }
        for (int b = 0; b < blocks; b++) {
            bits[4 * b] = (int) c0[b];
            bits[4 * b + 1] = (int) c1[b];
            bits[4 * b + 2] = (int) c2[b];
            bits[4 * b + 3] = (int) c3[b];
        }
    }

    private void round(int blocks, long key0, long key1) {
        for (int b = 0; b < blocks; b++) {
            long left = (c0[b] & Philox.LOW) * Philox.MULTIPLIER_0;
            long right = (c2[b] & Philox.LOW) * Philox.MULTIPLIER_1;
            c0[b] = (right >>> 32) ^ c1[b] ^ key0;
            c1[b] = right;
            c2[b] = (left >>> 32) ^ c3[b] ^ key1;
            c3[b] = left;
        }
    }
}
