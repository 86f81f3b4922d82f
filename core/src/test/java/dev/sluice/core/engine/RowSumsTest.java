package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowSumsTest {
    /** More rows than a kernel adds up at a time, and no multiple of it. */
    private static final int STEPS = 137;

    private static final int BATCH = 5;

    /**
     * More columns than are added up together, on either side; two widths that fill no panel; one that fills less than half of
     * one.
     */
    private static final Map<String, Integer> COLUMNS =
            Map.of("tall", 780, "wide", 530, "gate", 50, "input", 36, "few", 3);

    /** Products of which several read each side, and a sum of rows beside them. */
    private static final List<String> PRODUCTS =
            List.of("input gate", "few gate", "few wide", "input few", "gate few", "gate gate", "tall few");

    private static Expr value(String name) {
        return Exprs.input(name, Dims.of(Dim.TIME, Dim.BATCH, COLUMNS.get(name)));
    }

    private static Plan plan(int threads, Kernels kernels) {
        Map<String, Expr> results = new LinkedHashMap<>();
        for (String product : PRODUCTS) {
            results.put(product, Expr.of(new MatMul(true, false), value(left(product)), value(right(product))));
        }
        results.put("sum", Expr.of(new SumTo(Dims.of(COLUMNS.get("gate"))), value("gate")));
        return Plan.compile(new Graph(results), new EngineOptions(threads, kernels));
    }

    private static String left(String product) {
        return product.substring(0, product.indexOf(' '));
    }

    private static String right(String product) {
        return product.substring(product.indexOf(' ') + 1);
    }

    private static float[] numbers(String name) {
        float[] numbers = new float[STEPS * BATCH * COLUMNS.get(name)];
        CounterRandom.of(3, name, 0).normalInto(0, numbers, 0, numbers.length);
        return numbers;
    }

    private static Tensors values() {
        Tensors.Builder values = Tensors.builder();
        COLUMNS.forEach(
                (name, columns) -> values.put(name, Tensor.wrap(Shape.of(STEPS, BATCH, columns), numbers(name))));
        return values.build();
    }

    /** One chain over the rows for each element. */
    private static float[] chains(String left, String right) {
        int m = COLUMNS.get(left);
        int n = COLUMNS.get(right);
        float[] a = numbers(left);
        float[] b = numbers(right);
        float[] sums = new float[m * n];
        for (int row = 0; row < STEPS * BATCH; row++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    sums[i * n + j] = Math.fma(a[row * m + i], b[row * n + j], sums[i * n + j]);
                }
            }
        }
        return sums;
    }

    static List<Arguments> kernelsAndThreads() {
        return Stream.of(Kernels.scalar(), KernelChoice.best())
                .flatMap(kernels -> Stream.of(1, 2, 3, 7).map(threads -> Arguments.of(kernels, threads)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kernelsAndThreads")
    void run_sidesThatSeveralSumsRead_givesOneChainForEachElement(Kernels kernels, int threads) {
        Plan plan = plan(threads, kernels);
        Profile profile = new Profile();

        Tensors results = plan.run(values(), RandomKey.NONE, profile);

        assertThat(profile.lines()).as("all in one instruction").hasSize(1);
        for (String product : PRODUCTS) {
            assertThat(results.get(product).array()).as(product).containsExactly(chains(left(product), right(product)));
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndThreads")
    void run_sumOfRowsBesideProducts_addsEveryRow(Kernels kernels, int threads) {
        float[] rows = numbers("gate");
        double[] sums = new double[COLUMNS.get("gate")];
        for (int i = 0; i < rows.length; i++) {
            sums[i % sums.length] += rows[i];
        }

        float[] found =
                plan(threads, kernels).run(values(), RandomKey.NONE).get("sum").array();

        for (int j = 0; j < sums.length; j++) {
            assertThat((double) found[j]).isCloseTo(sums[j], within(1e-3));
        }
    }
}
