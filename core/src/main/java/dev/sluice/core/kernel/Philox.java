package dev.sluice.core.kernel;

/**
 * Philox4x32-10, the generator of {@link CounterRandom}: its constants, and one block of four words.
 *
 * <p>J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, <i>Parallel Random Numbers: As Easy as 1, 2, 3</i>, SC 2011.
 */
public final class Philox {
    /** Selects the word in the lower half of a product. */
    public static final long LOW = 0xffffffffL;

    /** Factor of a block's first word. */
    public static final long MULTIPLIER_0 = 0xd2511f53L;

    /** Factor of its third word. */
    public static final long MULTIPLIER_1 = 0xcd9e8d57L;

    /** Added to the first half of the key after each round. */
    public static final int WEYL_0 = 0x9e3779b9;

    /** Added to the second half. */
    public static final int WEYL_1 = 0xbb67ae85;

    /** Rounds that make a block. */
    public static final int ROUNDS = 10;

    private Philox() {}

    /** Returns the four words of one block for a raw key and counter; {@link RandomWords} makes many. */
    static int[] block(int key0, int key1, long counterHigh, long counterLow) {
        int c0 = (int) counterLow;
        int c1 = (int) (counterLow >>> 32);
        int c2 = (int) counterHigh;
        int c3 = (int) (counterHigh >>> 32);
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long left = (c0 & LOW) * MULTIPLIER_0;
            long right = (c2 & LOW) * MULTIPLIER_1;
            c0 = (int) (right >>> 32) ^ c1 ^ k0;
            c1 = (int) right;
            c2 = (int) (left >>> 32) ^ c3 ^ k1;
            c3 = (int) left;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return new int[] {c0, c1, c2, c3};
    }
}
