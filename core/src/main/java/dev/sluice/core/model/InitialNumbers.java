package dev.sluice.core.model;

/** Random numbers for one parameter: functions of the run's seed, the parameter's name and the element's position. */
final class InitialNumbers {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;

    InitialNumbers(long seed, String name) {
        long hash = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash + GOLDEN_GAMMA + name.charAt(i));
        }
        key = hash;
    }

    /** Uniform over [0, 1). */
    double uniform(int position) {
        return bits(2L * position) * 0x1.0p-53;
    }

    /** Standard normal, by Box and Muller's transform. */
    double normal(int position) {
        // 1 - u lies in (0, 1], so the logarithm is finite. StrictMath gives the same bits on every machine.
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - bits(2L * position) * 0x1.0p-53));
        return radius * StrictMath.cos(2 * Math.PI * (bits(2L * position + 1) * 0x1.0p-53));
    }

    private long bits(long counter) {
        return mix(key + counter * GOLDEN_GAMMA) >>> 11;
    }

    /** The finalizer of SplitMix64 (Steele et al., 2014). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
