package dev.sluice.core.kernel;

/** Random masks of the generator that {@link CounterRandom} describes. */
public interface MaskKernels {
    /**
     * Writes a dropout mask: {@code scale} where {@code random.uniform(firstPosition + i) < keepProbability}, else 0.
     *
     * @param keepProbability in [0, 1]
     * @param scale usually {@code 1 / keepProbability}
     * @param out receives {@code n} floats from {@code outOffset} on. Modified.
     */
    default void mask(
            CounterRandom random,
            long firstPosition,
            float keepProbability,
            float scale,
            float[] out,
            int outOffset,
            int n) {
        // u < p for u = word · 2^-24 is word < ⌈p · 2^24⌉.
        int limit = (int) Math.ceil(keepProbability * 0x1p24);
        mask(random.key0, random.key1, random.step, firstPosition, limit, scale, out, outOffset, n);
    }

    /**
     * Writes {@code scale} for each position whose word has its upper 24 bits below {@code limit}, else 0.
     *
     * @param key0 lower half of the generator's key
     * @param key1 upper half
     * @param step upper half of the counter
     * @param firstPosition position of the first float
     * @param limit in [0, 2^24]
     * @param out receives {@code n} floats from {@code outOffset} on. Modified.
     */
    void mask(
            int key0,
            int key1,
            long step,
            long firstPosition,
            int limit,
            float scale,
            float[] out,
            int outOffset,
            int n);
}
