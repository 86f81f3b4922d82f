package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.BOTH;
import static dev.sluice.core.kernel.Fixtures.assertSameBits;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MaskKernelsTest {
    static final List<Kernels> IMPLEMENTATIONS = BOTH;

    private static final long STEP = 0x1234_5678_9abc_def0L;

    /** First positions around the edges of blocks, of 32-bit counters and of 64-bit counters. */
    private static final long[] FIRST = {0, 1, 2, 3, 4, 1001, (1L << 34) - 5, (1L << 34) - 40, Long.MAX_VALUE - 200};

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void mask_anyPositionAndLength_keepsWhereTheWordIsBelowTheLimit(Kernels kernels) {
        for (long first : FIRST) {
            for (int n : new int[] {0, 1, 3, 4, 7, 31, 32, 33, 67, 131}) {
                for (int limit : new int[] {0, 1 << 22, 13_421_773, 1 << 24}) {
                    float[] out = new float[n + 5];
                    Arrays.fill(out, 7);
                    kernels.masks().mask(0xdeadbeef, 0x0badcafe, STEP, first, limit, 1.25f, out, 2, n);

                    float[] expected = new float[n + 5];
                    Arrays.fill(expected, 7);
                    for (int i = 0; i < n; i++) {
                        long position = first + i;
                        int word = Philox.block(0xdeadbeef, 0x0badcafe, STEP, position >> 2)[(int) position & 3];
                        expected[2 + i] = word >>> 8 < limit ? 1.25f : 0;
                    }
                    assertSameBits(out, expected, n + " from " + first + " below " + limit);
                }
            }
        }
    }
}
