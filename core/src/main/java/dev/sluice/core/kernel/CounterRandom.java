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
    final int key0;
    final int key1;
    final long step;

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
        RandomWords words = new RandomWords(n);
        for (int i = 0; i < n; i += words.count) {
            words.make(key0, key1, step, firstPosition + i, n - i);
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
            out[off + i] = (float) (radius * StrictMath.cos(2 * Math.PI * ((word & Philox.LOW) * 0x1p-32)));
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

    private int[] block(long number) {
        return Philox.block(key0, key1, step, number);
    }

    private static long pair(int[] words, int first) {
        return (words[first] & Philox.LOW) | ((long) words[first + 1] << 32);
    }
}
