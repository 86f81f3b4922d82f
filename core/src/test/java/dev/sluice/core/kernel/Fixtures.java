package dev.sluice.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.choice.ScalarKernelProvider;
import dev.sluice.core.kernel.vector.VectorKernelProvider;
import java.util.List;

/** Both implementations, arrays to feed them, and comparison bit for bit. */
final class Fixtures {

    static final Kernels SCALAR = new ScalarKernelProvider().kernels();
    static final Kernels VECTOR = new VectorKernelProvider().kernels();
    static final List<Kernels> BOTH = List.of(SCALAR, VECTOR);

    /** Around every vector width, the virtual lanes and the tiles of scratch. */
    static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 100, 511, 512, 513, 1031};

    static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        2f,
        -2f,
        3f,
        0.625f,
        -0.625f,
        88.7f,
        88.73f,
        -87.4f,
        -103.9f,
        -104f,
        9.1f,
        -17f,
        1e-8f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        0x1p-130f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private Fixtures() {}

    /** Numbers of both signs and several magnitudes. */
    static float[] numbers(String purpose, int n) {
        float[] out = new float[n];
        CounterRandom stream = CounterRandom.of(7, purpose, 0);
        stream.uniformInto(0, out, 0, n);
        for (int i = 0; i < n; i++) {
            out[i] = (out[i] - 0.5f) * Math.scalb(1f, i % 8 - 3);
        }
        return out;
    }

    /** Like {@link #numbers}, with one in three replaced by a special value. */
    static float[] wild(String purpose, int n) {
        float[] out = numbers(purpose, n);
        CounterRandom stream = CounterRandom.of(8, purpose, 0);
        for (int i = 0; i < n; i++) {
            int drawn = stream.below(i, 3 * SPECIAL.length);
            if (drawn < SPECIAL.length) {
                out[i] = SPECIAL[drawn];
            }
        }
        return out;
    }

    /** Whole numbers in {@code [0, bound)}, stored as floats. */
    static float[] indices(String purpose, int n, int bound) {
        CounterRandom stream = CounterRandom.of(9, purpose, 0);
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            out[i] = stream.below(i, bound);
        }
        return out;
    }

    static void assertSameBits(float[] actual, float[] expected, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
                assertThat(actual[i])
                        .as("%s, element %d of %d", what, i, expected.length)
                        .isEqualTo(expected[i]);
                assertThat(Float.floatToIntBits(actual[i]))
                        .as("%s, bits of element %d", what, i)
                        .isEqualTo(Float.floatToIntBits(expected[i]));
            }
        }
    }
}
