package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.BOTH;
import static dev.sluice.core.kernel.Fixtures.LENGTHS;
import static dev.sluice.core.kernel.Fixtures.assertSameBits;
import static dev.sluice.core.kernel.Fixtures.wild;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every element-wise kernel of both implementations against a formula on one element, bit for bit. */
class ElementwiseKernelsTest {

    @FunctionalInterface
    interface Formula {
        float of(float a, float b, float c);
    }

    @FunctionalInterface
    interface Run {
        void on(
                Kernels kernels,
                float[] a,
                int aOff,
                float[] b,
                int bOff,
                float[] c,
                int cOff,
                float[] out,
                int o,
                int n);
    }

    record Case(String name, Formula formula, Run run) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final float SCALAR = 1.7f;

    static final List<Case> CASES = cases();

    private interface Binary {
        void on(ElementwiseKernels kernels, float[] a, int aOff, float[] b, int bOff, float[] out, int o, int n);
    }

    private interface Unary {
        void on(ElementwiseKernels kernels, float[] a, int aOff, float[] out, int o, int n);
    }

    private interface Function {
        void on(FunctionKernels kernels, float[] a, int aOff, float[] out, int o, int n);
    }

    private static Case binary(String name, Formula formula, Binary run) {
        return new Case(
                name, formula, (k, a, ao, b, bo, c, co, out, o, n) -> run.on(k.elementwise(), a, ao, b, bo, out, o, n));
    }

    private static Case unary(String name, Formula formula, Unary run) {
        return new Case(
                name, formula, (k, a, ao, b, bo, c, co, out, o, n) -> run.on(k.elementwise(), a, ao, out, o, n));
    }

    private static Case function(String name, Formula formula, Function run) {
        return new Case(name, formula, (k, a, ao, b, bo, c, co, out, o, n) -> run.on(k.functions(), a, ao, out, o, n));
    }

    private static float truth(boolean value) {
        return value ? 1f : 0f;
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(binary("add", (a, b, c) -> a + b, ElementwiseKernels::add));
        cases.add(binary("sub", (a, b, c) -> a - b, ElementwiseKernels::sub));
        cases.add(binary("mul", (a, b, c) -> a * b, ElementwiseKernels::mul));
        cases.add(binary("div", (a, b, c) -> a / b, ElementwiseKernels::div));
        cases.add(binary("min", (a, b, c) -> Math.min(a, b), ElementwiseKernels::min));
        cases.add(binary("max", (a, b, c) -> Math.max(a, b), ElementwiseKernels::max));
        cases.add(binary("pow", (a, b, c) -> ScalarFunctions.pow(a, b), ElementwiseKernels::pow));
        cases.add(binary("greater", (a, b, c) -> truth(a > b), ElementwiseKernels::greater));
        cases.add(binary("greaterOrEqual", (a, b, c) -> truth(a >= b), ElementwiseKernels::greaterOrEqual));
        cases.add(binary("less", (a, b, c) -> truth(a < b), ElementwiseKernels::less));
        cases.add(binary("lessOrEqual", (a, b, c) -> truth(a <= b), ElementwiseKernels::lessOrEqual));
        cases.add(binary("equal", (a, b, c) -> truth(a == b), ElementwiseKernels::equal));
        cases.add(new Case(
                "select",
                (a, b, c) -> a != 0f ? b : c,
                (k, a, ao, b, bo, c, co, out, o, n) -> k.elementwise().select(a, ao, b, bo, c, co, out, o, n)));
        cases.add(new Case(
                "multiplyAdd",
                Math::fma,
                (k, a, ao, b, bo, c, co, out, o, n) -> k.elementwise().multiplyAdd(a, ao, b, bo, c, co, out, o, n)));
        cases.add(unary(
                "addScalar", (a, b, c) -> a + SCALAR, (k, a, ao, out, o, n) -> k.addScalar(a, ao, SCALAR, out, o, n)));
        cases.add(unary(
                "mulScalar", (a, b, c) -> a * SCALAR, (k, a, ao, out, o, n) -> k.mulScalar(a, ao, SCALAR, out, o, n)));
        cases.add(binary(
                "multiplyAddScalar",
                (a, b, c) -> Math.fma(a, SCALAR, b),
                (k, a, ao, b, bo, out, o, n) -> k.multiplyAddScalar(a, ao, SCALAR, b, bo, out, o, n)));
        cases.add(function("neg", (a, b, c) -> -a, FunctionKernels::neg));
        cases.add(function("abs", (a, b, c) -> Math.abs(a), FunctionKernels::abs));
        cases.add(function("sqrt", (a, b, c) -> (float) Math.sqrt(a), FunctionKernels::sqrt));
        cases.add(function("reciprocal", (a, b, c) -> 1f / a, FunctionKernels::reciprocal));
        cases.add(function("sign", (a, b, c) -> Math.signum(a), FunctionKernels::sign));
        cases.add(function("floor", (a, b, c) -> (float) Math.floor(a), FunctionKernels::floor));
        cases.add(function("sin", (a, b, c) -> ScalarTrigonometry.sin(a), FunctionKernels::sin));
        cases.add(function("cos", (a, b, c) -> ScalarTrigonometry.cos(a), FunctionKernels::cos));
        cases.add(function("relu", (a, b, c) -> Math.max(a, 0f), FunctionKernels::relu));
        cases.add(function("exp", (a, b, c) -> ScalarFunctions.exp(a), FunctionKernels::exp));
        cases.add(function("log", (a, b, c) -> ScalarFunctions.log(a), FunctionKernels::log));
        cases.add(function("sigmoid", (a, b, c) -> ScalarFunctions.sigmoid(a), FunctionKernels::sigmoid));
        cases.add(function("tanh", (a, b, c) -> ScalarFunctions.tanh(a), FunctionKernels::tanh));
        cases.add(function("softplus", (a, b, c) -> ScalarFunctions.softplus(a), FunctionKernels::softplus));
        cases.add(unary("copy", (a, b, c) -> a, ElementwiseKernels::copy));
        cases.add(unary("fill", (a, b, c) -> SCALAR, (k, a, ao, out, o, n) -> k.fill(SCALAR, out, o, n)));
        return List.copyOf(cases);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void kernel_anyLength_matchesTheFormulaBitForBit(Case kernel) {
        for (int n : LENGTHS) {
            float[] a = wild("a", n + 3);
            float[] b = wild("b", n + 5);
            float[] c = wild("c", n + 1);
            float[] before = wild("out", n + 9);
            float[] expected = before.clone();
            for (int i = 0; i < n; i++) {
                expected[4 + i] = kernel.formula().of(a[3 + i], b[5 + i], c[1 + i]);
            }
            for (Kernels kernels : BOTH) {
                float[] out = before.clone();
                kernel.run().on(kernels, a, 3, b, 5, c, 1, out, 4, n);
                assertSameBits(out, expected, kernels.name() + " " + kernel);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void kernel_outputIsAnInput_givesTheSameBits(Case kernel) {
        int n = 1031;
        float[] a = wild("a", n);
        float[] b = wild("b", n);
        float[] c = wild("c", n);
        float[] expected = new float[n];
        kernel.run().on(Fixtures.SCALAR, a, 0, b, 0, c, 0, expected, 0, n);
        for (Kernels kernels : BOTH) {
            float[] first = a.clone();
            kernel.run().on(kernels, first, 0, b, 0, c, 0, first, 0, n);
            assertSameBits(first, expected, kernels.name() + " " + kernel + " into a");
            float[] second = b.clone();
            kernel.run().on(kernels, a, 0, second, 0, c, 0, second, 0, n);
            assertSameBits(second, expected, kernels.name() + " " + kernel + " into b");
            float[] third = c.clone();
            kernel.run().on(kernels, a, 0, b, 0, third, 0, third, 0, n);
            assertSameBits(third, expected, kernels.name() + " " + kernel + " into c");
        }
    }

    @Test
    void cases_everyMethodOfTheInterfaces_isListed() {
        Map<String, Long> listed = CASES.stream()
                .collect(java.util.stream.Collectors.groupingBy(Case::name, java.util.stream.Collectors.counting()));
        for (Class<?> type : List.of(ElementwiseKernels.class, FunctionKernels.class)) {
            for (var method : type.getDeclaredMethods()) {
                // Measuring coverage adds a method of its own.
                if (!method.isSynthetic()) {
                    assertThat(listed).containsEntry(method.getName(), 1L);
                }
            }
        }
    }
}
