package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.SCALAR;
import static dev.sluice.core.kernel.Fixtures.VECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** e^x of all 2^32 floats: sigmoid, tanh, softmax and softplus are built on it. */
@Tag("slow")
class EveryFloatTest {
    /** Floats with the same upper 16 bits: of one sign and within one binade. The bounds below begin a chunk. */
    private static final int CHUNK = 1 << 16;

    private static final double LIMIT = 2.0;

    @Test
    void exp_everyFloat_isWithinTwoUlpAndTheSameInAllKernels() {
        IntStream.range(0, CHUNK).parallel().forEach(upper -> {
            float[] x = new float[CHUNK];
            for (int i = 0; i < CHUNK; i++) {
                x[i] = Float.intBitsToFloat(upper << 16 | i);
            }
            float[] y = new float[CHUNK];
            VECTOR.functions().exp(x, 0, y, 0, CHUNK);
            if (!(x[0] >= -104 && x[0] <= 89) || Math.abs(x[0]) < 0x1p-26) {
                constant(x, y);
            } else {
                varying(x, y);
            }
        });
    }

    /** The inputs for which e^x is 0, 1, infinite or NaN to the bit; the scalar kernels are tested there at every 16th float. */
    private static void constant(float[] x, float[] y) {
        float[] expected = new float[CHUNK];
        Arrays.fill(expected, (float) Math.exp(x[1]));
        expected[0] = (float) Math.exp(x[0]);
        int wrong = Arrays.mismatch(y, expected);
        assertThat(wrong).as("exp(%s)", wrong < 0 ? 0 : x[wrong]).isNegative();
        for (int i = 0; i < CHUNK; i += 16) {
            if (Float.floatToIntBits(ScalarFunctions.exp(x[i])) != Float.floatToIntBits(y[i])) {
                throw new AssertionError(
                        "scalar exp(%s) = %s, vector %s".formatted(x[i], ScalarFunctions.exp(x[i]), y[i]));
            }
        }
    }

    private static void varying(float[] x, float[] y) {
        float[] scalar = new float[CHUNK];
        SCALAR.functions().exp(x, 0, scalar, 0, CHUNK);
        int wrong = Arrays.mismatch(y, scalar);
        assertThat(wrong)
                .as("scalar and vector exp(%s)", wrong < 0 ? 0 : x[wrong])
                .isNegative();
        for (int i = 0; i < CHUNK; i++) {
            double truth = Math.exp(x[i]);
            float nearest = (float) truth;
            if (y[i] != nearest && !(Math.abs(y[i] - truth) <= LIMIT * Math.ulp(nearest))) {
                throw new AssertionError("exp(%s) = %s, but it is %s".formatted(x[i], y[i], truth));
            }
        }
    }
}
