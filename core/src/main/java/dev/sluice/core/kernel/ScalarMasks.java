package dev.sluice.core.kernel;

/** {@link MaskKernels} in plain Java. */
final class ScalarMasks implements MaskKernels {
    @Override
    public void mask(
            int key0,
            int key1,
            long step,
            long firstPosition,
            int limit,
            float scale,
            float[] out,
            int outOffset,
            int n) {
        // The sign of the difference selects the bits of the scale: a branch here would be mispredicted once in 1/(1-p)
        // times.
        int bits = Float.floatToRawIntBits(scale);
        RandomWords words = new RandomWords(n);
        for (int i = 0; i < n; i += words.count) {
            words.make(key0, key1, step, firstPosition + i, n - i);
            for (int j = 0; j < words.count; j++) {
                int kept = ((words.bits[words.from + j] >>> 8) - limit) >> 31;
                out[outOffset + i + j] = Float.intBitsToFloat(bits & kept);
            }
        }
    }
}
