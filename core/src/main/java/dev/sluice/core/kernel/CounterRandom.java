package dev.sluice.core.kernel;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Random numbers that are a function of (seed, purpose, step, position) and of nothing else: not of who asked first, in
 * what order, or on how many threads.
 *
 * <p>The generator is Philox4x32-10 of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, <i>Parallel Random
 * Numbers: As Easy as 1, 2, 3</i>, SC 2011. Its 64-bit key is mixed from seed and purpose; its 128-bit counter is the
 * step above the position. Position {@code p} is word {@code p mod 4} of block {@code p / 4}.
 *
 * <p>Immutable, so one stream can be shared by threads. A purpose should be used for one kind of number only: the
 * uniform and the normal number of one position come from the same words.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class CounterRandom {

    private static final float TO_UNIT = 0x1p-24f;
    private static final long LOW = 0xffffffffL;

    /** The constants of Philox4x32 and its ten rounds. */
    private static final long MULTIPLIER_0 = 0xd2511f53L;

    private static final long MULTIPLIER_1 = 0xcd9e8d57L;
    private static final int WEYL_0 = 0x9e3779b9;
    private static final int WEYL_1 = 0xbb67ae85;
    private static final int ROUNDS = 10;

    /** Blocks made at a time: their counters, 8 KiB, stay in the first-level cache. */
    private static final int BLOCKS = 256;

    private final int key0;
    private final int key1;
    private final long step;

    private CounterRandom(int key0, int key1, long step) {
        this.key0 = key0;
        this.key1 = key1;
        this.step = step;
    }

    /**
     * The stream of a seed for one purpose.
     *
     * @param seed the seed of the run
     * @param purpose what the numbers are for, for example {@code "dropout/encoder.0"}; different purposes give
     *     unrelated numbers
     * @param step the training step, epoch or other count within the purpose
     */
    public static CounterRandom of(long seed, String purpose, long step) {
        long key = mix(mix(seed) + hash(purpose));
        return new CounterRandom((int) key, (int) (key >>> 32), step);
    }

    /** The same seed and purpose at another step. */
    public CounterRandom atStep(long newStep) {
        return new CounterRandom(key0, key1, newStep);
    }

    /** 32 random bits. */
    public int bits(long position) {
        return block(position >> 2)[(int) position & 3];
    }

    /** Uniform in {@code [0, 1)}, a multiple of 2^-24. */
    public float uniform(long position) {
        return unit(bits(position));
    }

    /** Uniform in {@code [0, 1)}, a multiple of 2^-53. */
    public double real(long position) {
        return (pair(block(position >> 1), 2 * ((int) position & 1)) >>> 11) * 0x1p-53;
    }

    /** Uniform whole number in {@code [0, bound)}; the bias is below {@code bound / 2^64}. */
    public int below(long position, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, but was " + bound);
        }
        long word = pair(block(position >> 1), 2 * ((int) position & 1));
        return (int) Math.unsignedMultiplyHigh(word, bound);
    }

    /** Normal with mean 0 and variance 1, by the transform of Box and Muller (1958) in double precision. */
    public float normal(long position) {
        float[] one = new float[1];
        normalInto(position, one, 0, 1);
        return one[0];
    }

    /** {@code out[off + i] = uniform(firstPosition + i)}. */
    public void uniformInto(long firstPosition, float[] out, int off, int n) {
        Words words = new Words(n);
        for (int i = 0; i < n; i += words.count) {
            words.make(this, firstPosition + i, n - i);
            for (int j = 0; j < words.count; j++) {
                out[off + i + j] = unit(words.bits[words.from + j]);
            }
        }
    }

    /** {@code out[off + i] = normal(firstPosition + i)}. */
    public void normalInto(long firstPosition, float[] out, int off, int n) {
        for (int i = 0; i < n; i++) {
            long position = firstPosition + i;
            long word = pair(block(position >> 1), 2 * ((int) position & 1));
            double radius = StrictMath.sqrt(-2 * StrictMath.log(((word >>> 32) + 0.5) * 0x1p-32));
            out[off + i] = (float) (radius * StrictMath.cos(2 * Math.PI * ((word & LOW) * 0x1p-32)));
        }
    }

    /**
     * Writes a dropout mask: {@code scale} where {@code uniform(firstPosition + i) < keepProbability}, else 0.
     *
     * @param keepProbability in [0, 1]
     * @param scale usually {@code 1 / keepProbability}
     */
    public void maskInto(long firstPosition, float keepProbability, float scale, float[] out, int off, int n) {
        // u < p for u = word · 2^-24 is word < ⌈p · 2^24⌉. The sign of the difference selects the bits of the scale: a
        // branch
        // here would be mispredicted once in 1/(1-p) times.
        int limit = (int) Math.ceil(keepProbability * 0x1p24);
        int bits = Float.floatToRawIntBits(scale);
        Words words = new Words(n);
        for (int i = 0; i < n; i += words.count) {
            words.make(this, firstPosition + i, n - i);
            for (int j = 0; j < words.count; j++) {
                int kept = ((words.bits[words.from + j] >>> 8) - limit) >> 31;
                out[off + i + j] = Float.intBitsToFloat(bits & kept);
            }
        }
    }

    private static float unit(int bits) {
        return (bits >>> 8) * TO_UNIT;
    }

    /** FNV-1a over UTF-16 units, the 64-bit variant of G. Fowler, L. C. Noll and K.-P. Vo. */
    private static long hash(String purpose) {
        Objects.requireNonNull(purpose, "purpose");
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Variant 13 of D. Stafford's finalizers, as in SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long z) {
        long a = z + 0x9e3779b97f4a7c15L;
        a = (a ^ (a >>> 30)) * 0xbf58476d1ce4e5b9L;
        a = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return a ^ (a >>> 31);
    }

    /**
     * Words of neighboring blocks. Each round goes over all blocks before the next begins, one product below the other in
     * 64-bit lanes whose upper halves are rests of no meaning, because so the compiler turns it into vector instructions.
     */
    private static final class Words {
        final int[] bits;
        /** The index in {@link #bits} of the first wanted word. */
        int from;
        /** The number of wanted words that are present. */
        int count;

        private final long[] c0;
        private final long[] c1;
        private final long[] c2;
        private final long[] c3;

        Words(int wanted) {
            int blocks = Math.min(BLOCKS, (wanted + 6) / 4);
            bits = new int[4 * blocks];
            c0 = new long[blocks];
            c1 = new long[blocks];
            c2 = new long[blocks];
            c3 = new long[blocks];
        }

        /** Makes the words of as many positions as there is room for, at most {@code wanted}. */
        void make(CounterRandom random, long position, int wanted) {
            from = (int) position & 3;
            count = Math.min(wanted, bits.length - from);
            generate(random.key0, random.key1, random.step, position >> 2, (from + count + 3) / 4);
        }

        void generate(int key0, int key1, long step, long firstBlock, int blocks) {
            for (int b = 0; b < blocks; b++) {
                long number = firstBlock + b;
                c0[b] = number;
                c1[b] = number >>> 32;
                c2[b] = step;
                c3[b] = step >>> 32;
            }
            int k0 = key0;
            int k1 = key1;
            for (int round = 0; round < ROUNDS; round++) {
                round(blocks, k0 & LOW, k1 & LOW);
                k0 += WEYL_0;
                k1 += WEYL_1;
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
                long left = (c0[b] & LOW) * MULTIPLIER_0;
                long right = (c2[b] & LOW) * MULTIPLIER_1;
                c0[b] = (right >>> 32) ^ c1[b] ^ key0;
                c1[b] = right;
                c2[b] = (left >>> 32) ^ c3[b] ^ key1;
                c3[b] = left;
            }
        }
    }

    /** One block for a raw key and counter; {@link Words} makes many. */
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

    private int[] block(long number) {
        return block(key0, key1, step, number);
    }

    private static long pair(int[] words, int first) {
        return (words[first] & LOW) | ((long) words[first + 1] << 32);
    }
}
