package dev.sluice.core.kernel;

/** Seeded shuffles. */
public final class Permutation {

    private Permutation() {}

    /**
     * A uniformly drawn order of {@code 0 … n-1} by the shuffle of Fisher and Yates (Durstenfeld, 1964): a function of
     * {@code n} and of the stream alone.
     *
     * @param n number of elements, at least 0
     * @param key the stream to draw from; its positions {@code 1 … n-1} are used
     */
    public static int[] of(int n, CounterRandom key) {
        if (n < 0) {
            throw new IllegalArgumentException("n must be at least 0, but was " + n);
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = key.below(i, i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }
}
