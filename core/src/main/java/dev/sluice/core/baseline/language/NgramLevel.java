package dev.sluice.core.baseline.language;

import java.util.Arrays;

/**
 * The symbols that follow contexts of one length, with their counts: how often each follows, or, below the longest length, behind how many
 * different contexts that are one symbol longer.
 *
 * <pre>
 *   context 0: followers starts[0] .. starts[1] - 1      context 1: ...
 * </pre>
 */
final class NgramLevel {
    private static final int DISCOUNTS = 3;

    private final int[] starts;
    private final int[] symbols;
    private final int[] counts;
    private final double[] discounts;
    private final double[] totals;
    private final double[] freed;

    private NgramLevel(int[] starts, int[] symbols, int[] counts, double[] discounts) {
        this.starts = starts;
        this.symbols = symbols;
        this.counts = counts;
        this.discounts = discounts;
        int contexts = starts.length - 1;
        totals = new double[contexts];
        freed = new double[contexts];
        for (int context = 0; context < contexts; context++) {
            double total = 0;
            double taken = 0;
            for (int i = starts[context]; i < starts[context + 1]; i++) {
                total += counts[i];
                taken += discount(counts[i]);
            }
            totals[context] = total;
            freed[context] = taken / total;
        }
    }

    /**
     * The followers of contexts.
     *
     * @param contexts the number of contexts
     * @param of the context of each pair of a context and a follower. Not modified.
     * @param followers the symbol of each pair. Not modified.
     * @param counts of each pair. Not modified.
     * @param pairs their number
     * @param discount taken from each count; 0 to estimate three of them
     */
    static NgramLevel of(int contexts, int[] of, int[] followers, int[] counts, int pairs, double discount) {
        int[] starts = new int[contexts + 1];
        for (int pair = 0; pair < pairs; pair++) {
            starts[of[pair] + 1]++;
        }
        for (int context = 0; context < contexts; context++) {
            starts[context + 1] += starts[context];
        }
        int[] next = Arrays.copyOf(starts, contexts);
        int[] symbols = new int[pairs];
        int[] sorted = new int[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            int at = next[of[pair]]++;
            symbols[at] = followers[pair];
            sorted[at] = counts[pair];
        }
        return new NgramLevel(starts, symbols, sorted, discount > 0 ? fixed(discount) : estimated(sorted));
    }

    private static double[] fixed(double discount) {
        double[] all = new double[DISCOUNTS];
        Arrays.fill(all, discount);
        return all;
    }

    /** {@code D_i = i - (i + 1) Y n_{i+1} / n_i} with {@code Y = n_1 / (n_1 + 2 n_2)} (Chen and Goodman, 1999). */
    private static double[] estimated(int... counts) {
        double[] n = new double[DISCOUNTS + 2];
        for (int count : counts) {
            if (count < n.length) {
                n[count]++;
            }
        }
        double[] discounts = new double[DISCOUNTS];
        double y = n[1] / (n[1] + 2 * n[2]);
        for (int i = 1; i <= DISCOUNTS; i++) {
            double discount = i - (i + 1) * y * n[i + 1] / n[i];
            // Of few counts the estimate may be no discount at all.
            discounts[i - 1] = discount > 0 && discount < i ? discount : 0.5;
        }
        return discounts;
    }

    private double discount(int count) {
        return discounts[Math.min(count, DISCOUNTS) - 1];
    }

    /** The share of a context's probability that is left to shorter contexts. */
    double left(int context) {
        return freed[context];
    }

    /** Adds to each follower of a context its discounted share, times a factor. Modified: row. */
    void addTo(double[] row, int context, double factor) {
        for (int i = starts[context]; i < starts[context + 1]; i++) {
            row[symbols[i]] += factor * (counts[i] - discount(counts[i])) / totals[context];
        }
    }

    /** The discounts of counts of 1, 2 and more. */
    double[] discounts() {
        return discounts.clone();
    }
}
