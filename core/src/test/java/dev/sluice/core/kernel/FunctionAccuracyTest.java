package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.BOTH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Distance of the transcendental functions from double precision, over the whole float range. */
class FunctionAccuracyTest {

    private interface Run {
        void on(Kernels kernels, float[] a, int aOff, float[] out, int outOff, int n);
    }

    record Case(String name, DoubleUnaryOperator truth, Run run, float from, float to) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final double LIMIT = 2.0;
    private static final int STRIDE = 4_099;

    static final List<Case> CASES = List.of(
            new Case("exp", Math::exp, Kernels::exp, -104f, 89f),
            new Case("log", Math::log, Kernels::log, 0.5f, 2f),
            new Case("sigmoid", FunctionAccuracyTest::sigmoid, Kernels::sigmoid, -104f, 20f),
            new Case("tanh", Math::tanh, Kernels::tanh, -10f, 10f),
            new Case("softplus", FunctionAccuracyTest::softplus, Kernels::softplus, -104f, 20f));

    private static double sigmoid(double x) {
        return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void function_wholeFloatRange_isWithinTwoUlp(Case function) {
        int n = (int) ((1L << 32) / STRIDE);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = Float.intBitsToFloat(i * STRIDE);
        }
        check(function, x);
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
            1.0397208f
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
        function.run().on(BOTH.get(0), x, 0, first, 0, x.length);
        float[] second = new float[x.length];
        function.run().on(BOTH.get(1), x, 0, second, 0, x.length);
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
            function.run().on(kernels, x, 0, out, 0, x.length);
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
