package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentLoopTest {
    private static final int FEATURES = 5;
    private static final RandomKey KEY = new RandomKey(7, 3);

    @ParameterizedTest(name = "reverse {0}, T={1}, B={2}")
    @CsvSource({"false, 1, 3", "false, 2, 1", "false, 16, 3", "true, 17, 3", "true, 3, 2", "false, 50, 4"})
    void run_segments_givesTheBitsOfTheWholeLoop(boolean reverse, int steps, int batch) {
        Graph graph = loop(reverse);
        Tensors values = Tensors.of("x", random("x", steps, batch, FEATURES), "U", random("U", FEATURES, FEATURES));
        Tensors whole = run(TrainingGraph.of(graph, "loss", List.of("U")), values, 1);
        for (int threads : new int[] {1, 3}) {
            Tensors parts = run(TrainingGraph.recomputing(graph, "loss", List.of("U")), values, threads);
            for (String name : whole.names()) {
                assertThat(parts.get(name).array())
                        .as("%s, %d threads", name, threads)
                        .containsExactly(whole.get(name).array());
            }
        }
    }

    @ParameterizedTest(name = "T={0}")
    @CsvSource({"50", "3"})
    void run_afterALongerOrShorterSequence_givesTheSameBits(int between) {
        Graph graph = TrainingGraph.recomputing(loop(false), "loss", List.of("U"));
        Tensor u = random("U", FEATURES, FEATURES);
        Tensors values = Tensors.of("x", random("x", 10, 3, FEATURES), "U", u);
        Plan plan = Plan.compile(graph, EngineOptions.defaults().withThreads(2));
        Tensors first = plan.run(values, KEY).copy();
        plan.run(Tensors.of("x", random("x", between, 2, FEATURES), "U", u), KEY);
        Tensors again = plan.run(values, KEY);
        for (String name : first.names()) {
            assertThat(again.get(name).array())
                    .as(name)
                    .containsExactly(first.get(name).array());
        }
    }

    /** A loop whose loss reads its outputs and its last state. */
    private static Graph loop(boolean reverse) {
        Dims row = Dims.of(Dim.BATCH, FEATURES);
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr x = scan.input("x", Exprs.input("x", row.prepend(Dim.TIME)));
        Expr h = scan.state("h", Exprs.zeros(row));
        Expr next = Exprs.tanh(x.add(h.matmulTransposed(Exprs.parameter("U", Dims.of(FEATURES, FEATURES)))));
        scan.next(h, next);
        int output = scan.output(next.mul(x));
        ScanBuilder.Result result = scan.build();
        Expr sum = result.output(output).mean(-1).mean(-2).mean(-3).reshape(Dims.SCALAR);
        Expr last = result.last(h).mean(-1).mean(-2).reshape(Dims.SCALAR);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("loss", sum.add(last));
        return new Graph(outputs);
    }

    private static Tensors run(Graph graph, Tensors values, int threads) {
        return Plan.compile(graph, EngineOptions.defaults().withThreads(threads))
                .run(values, KEY)
                .copy();
    }

    private static Tensor random(String name, int... sizes) {
        Tensor tensor = Tensor.zeros(Shape.of(sizes));
        CounterRandom random = CounterRandom.of(1, name, 0);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = (float) (2 * random.real(i) - 1);
        }
        return tensor;
    }
}
