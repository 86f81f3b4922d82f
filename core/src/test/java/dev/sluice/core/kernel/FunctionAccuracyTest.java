package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.BOTH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Distance of the transcendental functions from double precision, over the whole float range, the same bits in all kernels. */
@Tag("slow")
class FunctionAccuracyTest {

    private interface Run {
        void on(FunctionKernels kernels, float[] a, int aOff, float[] out, int outOff, int n);
    }

    record Case(String name, DoubleUnaryOperator truth, Run run, float from, float to) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final double LIMIT = 2.0;
    private static final int CHUNK = 1 << 16;

    static final List<Case> CASES = List.of(
            new Case("exp", FunctionAccuracyTest::exp, FunctionKernels::exp, -104f, 89f),
            new Case("log", Math::log, FunctionKernels::log, 0.5f, 2f),
            new Case("sigmoid", x -> 1 / (1 + exp(-x)), FunctionKernels::sigmoid, -104f, 20f),
            new Case("tanh", FunctionAccuracyTest::tanh, FunctionKernels::tanh, -10f, 10f),
            new Case("softplus", FunctionAccuracyTest::softplus, FunctionKernels::softplus, -104f, 20f),
            new Case("sin", FunctionAccuracyTest::sin, FunctionKernels::sin, -20f, 20f),
            new Case("cos", Math::cos, FunctionKernels::cos, -65_600f, 65_600f));

    /** Skips the reference library where the result is known anyway: half of all floats are that small or large. */
    private static double exp(double x) {
        if (Math.abs(x) < 0x1p-28) {
            return 1 + x;
        }
        return x > 120 ? Double.POSITIVE_INFINITY : x < -120 ? 0 : Math.exp(x);
    }

    private static double sin(double x) {
        return Math.abs(x) < 0x1p-28 ? x : Math.sin(x);
    }

    private static double tanh(double x) {
        return Math.abs(x) < 0x1p-14 ? x * (1 - x * x / 3) : Math.abs(x) > 20 ? Math.signum(x) : Math.tanh(x);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(exp(-Math.abs(x)));
    }

    /** The stride is odd, so that all patterns of the low bits come up in each binade. */
    @ParameterizedTest
    @CsvSource({"exp, 31", "log, 31", "sigmoid, 31", "tanh, 31", "softplus, 509", "sin, 509", "cos, 509"})
    void function_wholeFloatRange_isWithinTwoUlp(String name, int stride) {
        everyFloat(CASES.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(), stride);
    }

    private static void everyFloat(Case function, int stride) {
        long perChunk = (long) CHUNK * stride;
        LongStream.range(0, Math.ceilDiv(1L << 32, perChunk)).parallel().forEach(chunk -> {
            float[] x = new float[CHUNK];
            for (int i = 0; i < CHUNK; i++) {
                x[i] = Float.intBitsToFloat((int) (chunk * perChunk + (long) i * stride));
            }
            check(function, x);
        });
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void function_whereItBends_isWithinTwoUlp(Case function) {
        int n = 500_000;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (function.from() + (function.to() - (double) function.from()) * i / n);
        }
        check(function, x);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void function_neighborsOfThresholds_isWithinTwoUlp(Case function) {
        float[] around = {
            0f,
            -0f,
            0.625f,
            -0.625f,
            2f / 3,
            4f / 3,
            1f,
            -1f,
            9.01f,
            10f,
            88.72284f,
            -87.33655f,
            -103.97208f,
            -104f,
            89f,
            Float.MIN_NORMAL,
            0.34657359f,
            -0.34657359f,
            1.0397208f,
            1.5707964f,
            3.1415927f,
            -4.712389f,
            65_536f
        };
        float[] x = new float[around.length * 2_000];
        for (int i = 0; i < around.length; i++) {
            for (int j = 0; j < 2_000; j++) {
                x[i * 2_000 + j] = Float.intBitsToFloat(Float.floatToRawIntBits(around[i]) + j - 1_000);
            }
        }
        check(function, x);
    }

    private static void check(Case function, float[] x) {
        float[] first = new float[x.length];
        function.run().on(BOTH.get(0).functions(), x, 0, first, 0, x.length);
        float[] second = new float[x.length];
        function.run().on(BOTH.get(1).functions(), x, 0, second, 0, x.length);
        Fixtures.assertSameBits(second, first, function.name());
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.length; i++) {
            double error = ulps(first[i], function.truth().applyAsDouble(x[i]));
            if (error > worst) {
                worst = error;
                at = x[i];
            }
        }
        assertThat(worst).as("%s, worst at %s", function, at).isLessThanOrEqualTo(LIMIT);
    }

    /** Error in units in the last place of the float nearest to the truth; huge if one is NaN or infinite alone. */
    private static double ulps(float actual, double truth) {
        float nearest = (float) truth;
        if (Float.floatToIntBits(actual) == Float.floatToIntBits(nearest)) {
            return 0;
        }
        if (!Float.isFinite(actual) || !Float.isFinite(nearest)) {
            return Double.MAX_VALUE;
        }
        return Math.abs(actual - truth) / Math.ulp(nearest);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void function_specialValues_areThoseOfTheJdk(Case function) {
        float[] x = {0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 200f, -200f, 1e30f, -1e30f};
        float[] expected = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            expected[i] = (float) function.truth().applyAsDouble(x[i]);
        }
        for (Kernels kernels : BOTH) {
            float[] out = new float[x.length];
            function.run().on(kernels.functions(), x, 0, out, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                assertThat(ulps(out[i], expected[i]))
                        .as("%s %s(%s) = %s", kernels.name(), function, x[i], out[i])
                        .isLessThanOrEqualTo(LIMIT);
                assertThat(1 / out[i] < 0)
                        .as("%s %s(%s): sign", kernels.name(), function, x[i])
                        .isEqualTo(1 / expected[i] < 0);
            }
        }
    }
}
