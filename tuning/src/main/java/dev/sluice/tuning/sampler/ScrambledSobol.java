package dev.sluice.tuning.sampler;

import dev.sluice.core.kernel.CounterRandom;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * The Sobol sequence (S. Joe and F. Y. Kuo, 2008) with a nested uniform scramble after A. B. Owen (1995), computed by B.
 * Burley's hash (Practical Hash-based Owen Scrambling, 2020): each point is uniform in the unit cube, and any 2^m points
 * that begin at a multiple of 2^m are spread as evenly as those of the plain sequence.
 */
public final class ScrambledSobol {
    /** Dimensions for which direction numbers are known. */
    public static final int MOST_DIMENSIONS = 21_201;

    private final int dimensions;
    private final CounterRandom scramble;

    /**
     * Creates a scrambled sequence.
     *
     * @param scramble random numbers whose first positions determine the scramble
     */
    public ScrambledSobol(int dimensions, CounterRandom scramble) {
        this.dimensions = dimensions;
        this.scramble = scramble;
    }

    /** The point at an index of the sequence, from 0, in the open unit cube. */
    public double[] point(int place) {
        double[] point = new SobolSequenceGenerator(dimensions).skipTo(place);
        for (int i = 0; i < dimensions; i++) {
            long bits = (long) (point[i] * 0x1p32);
            point[i] = ((scrambled((int) bits, scramble.bits(i)) & 0xffffffffL) + 0.5) * 0x1p-32;
        }
        return point;
    }

    /** Flips each bit by a function of the higher bits. The hash propagates from low to high, so the bits are reversed first. */
    private static int scrambled(int bits, int seed) {
        int x = Integer.reverse(bits) + seed;
        x ^= x * 0x6c50b47c;
        x ^= x * 0xb82f1e52;
        x ^= x * 0xc7afe638;
        x ^= x * 0x8d22f6e6;
        return Integer.reverse(x);
    }
}
