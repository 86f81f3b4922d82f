package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.FunctionKernels;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine beside the interpreter where shapes and scans are unusual. */
class PlanEdgesTest {
    private static final RandomKey KEY = new RandomKey(7, 3);

    @ParameterizedTest(name = "reverse {0}, T={1}, B={2}, longest row {3}")
    @CsvSource({
        "false, 4, 3, 4", "true, 4, 3, 4", "false, 1, 1, 1", "true, 1, 1, 1",
        "false, 3, 1, 3", "true, 1, 5, 1", "false, 3, 4, 0", "true, 3, 4, 0"
    })
    void run_scanOfManyOutputs_agreesWithInterpreter(boolean reverse, int steps, int batch, int longest) {
        Graph graph = training(reverse);
        Tensor lengths = Tensor.zeros(batch);
        for (int row = 0; row < batch; row++) {
            lengths.set(Math.max(0, longest - row), row);
        }
        Tensors values = Tensors.builder()
                .put("x", random("x", steps, batch, 3))
                .put("W", random("W", 3, 3))
                .put("U", random("U", 3, 3))
                .put("b", random("b", 3))
                .put("lengths", lengths)
                .build();
        Tensors actual =
                Plan.compile(graph, new EngineOptions(2, KernelChoice.best())).run(values, KEY);
        Map<String, Array64> exact = Array64.of(values);
        Map<String, Array64> expected = Interpreter.run(graph, exact, RandomMasks.of(KEY));
        assertThat(actual.names()).isEqualTo(expected.keySet());
        expected.forEach((name, value) -> {
            float[] numbers = actual.get(name).array();
            assertThat(numbers).as(name).hasSize(value.data().length);
            for (int i = 0; i < numbers.length; i++) {
                double size = Math.max(1, Math.abs(value.data()[i]));
                assertThat((double) numbers[i]).as(name + " " + i).isCloseTo(value.data()[i], within(1e-5 * size));
            }
        });
    }

    @Test
    void compile_scanWithoutABatch_isRefused() {
        ScanBuilder scan = new ScanBuilder(false);
        Expr now = scan.input("x", Exprs.input("x", Dims.of(Dim.TIME, 2)));
        Expr sum = scan.state("sum", Exprs.zeros(Dims.of(2)));
        scan.next(sum, sum.add(now));
        Graph graph = new Graph(Map.of("last", scan.build().last(sum)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.compile(graph, new EngineOptions(1, KernelChoice.best())))
                .withMessageContaining("[B, ..]")
                .withMessageContaining("[2]");
    }

    @Test
    void run_twoAtOnce_isRefused() {
        Graph graph = new Graph(Map.of("y", tanh(Exprs.input("x", Dims.of(3)))));
        Tensors values = Tensors.of("x", random("x", 3));
        AtomicReference<Plan> plan = new AtomicReference<>();
        // Stands for another thread: the plan is run again while it computes.
        FunctionKernels again = (FunctionKernels) Proxy.newProxyInstance(
                FunctionKernels.class.getClassLoader(),
                new Class<?>[] {FunctionKernels.class},
                (proxy, method, arguments) -> plan.get().run(values, KEY));
        Kernels scalar = Kernels.scalar();
        Kernels kernels =
                new Kernels("again", scalar.products(), scalar.elementwise(), again, scalar.rows(), scalar.masks());
        plan.set(Plan.compile(graph, new EngineOptions(1, kernels)));
        assertThatIllegalStateException()
                .isThrownBy(() -> plan.get().run(values, KEY))
                .withMessageContaining("one run at a time")
                .withMessageContaining("compile a plan for each thread");
    }

    /** Outputs that are a state and an input; one twice; weights used in the loop and outside. */
    private static Graph training(boolean reverse) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 3));
        Expr lengths = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        Expr w = Exprs.parameter("W", Dims.of(3, 3));
        Expr u = Exprs.parameter("U", Dims.of(3, 3));
        Expr b = Exprs.parameter("b", Dims.of(3));
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr now = scan.input("x", x);
        Expr valid = scan.input("valid", Exprs.validSteps(lengths));
        Expr h = scan.state("h", Exprs.zeros(Dims.of(Dim.BATCH, 3)));
        Expr c = scan.state("c", Exprs.zeros(Dims.of(Dim.BATCH, 3)));
        Expr product = h.matmulTransposed(u);
        Expr next = tanh(now.matmulTransposed(w).add(product).add(b).add(c.mul(b)));
        Expr second = product.mul(next).add(c.matmulTransposed(u)).mul(0.5);
        scan.next(h, Exprs.select(valid, next, h));
        scan.next(c, Exprs.select(valid, second, c));
        int given = scan.output(Exprs.select(valid, next, Exprs.constant(0)));
        int again = scan.output(Exprs.select(valid, next, Exprs.constant(0)));
        int before = scan.output(h);
        int read = scan.output(now);
        ScanBuilder.Result result = scan.build();
        Expr all = result.output(given)
                .add(result.output(again).mul(result.output(before)))
                .add(result.output(read).mul(b))
                .matmulTransposed(w)
                .add(result.last(c))
                .add(Exprs.softmax(result.output(given)));
        Expr loss = total(all.mul(all)).add(total(u.mul(u)));
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("all", all);
        outputs.put("last", result.last(h));
        outputs.put("loss", loss);
        return TrainingGraph.of(new Graph(outputs), "loss", List.of("W", "U", "b"));
    }

    private static Expr total(Expr values) {
        Expr sum = values;
        while (sum.shape().rank() > 0) {
            sum = Expr.of(new Reduce(Reduce.Kind.SUM, -1, false), sum);
        }
        return sum;
    }

    private static Tensor random(String name, int... sizes) {
        Tensor tensor = Tensor.zeros(sizes);
        CounterRandom random = CounterRandom.of(5, name, 0);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = (random.below(i, 2001) - 1000) / 800f;
        }
        return tensor;
    }
}
