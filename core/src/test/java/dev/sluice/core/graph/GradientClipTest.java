package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.Simplify;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GradientClipTest {
    private static final Dims ROW = Dims.of(Dim.BATCH, 2);

    /** {@code h' = a (h clipped) + x} over time, and the sum of the last state: the gradient grows by a in each step. */
    private static Graph loop(double limit) {
        Expr a = Exprs.parameter("a", Dims.of(2));
        ScanBuilder scan = new ScanBuilder(false);
        Expr x = scan.input("x", Exprs.input("x", ROW.prepend(Dim.TIME)));
        Expr h = scan.state("h", Exprs.input("h0", ROW));
        Expr next = Exprs.clipGradient(h, limit).mul(a).add(x);
        scan.next(h, next);
        Expr last = scan.build().last(h);
        return new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), last), "last", last));
    }

    private static Map<String, Array64> values() {
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("a", new Array64(new int[] {2}, new double[] {2, 0.5}));
        values.put("x", new Array64(new int[] {3, 1, 2}, new double[] {1, 1, 1, 1, 1, 1}));
        values.put("h0", new Array64(new int[] {1, 2}, new double[] {1, 1}));
        return values;
    }

    private static double[] get(Map<String, Array64> results, String name) {
        return Objects.requireNonNull(results.get(name), name).data();
    }

    @Test
    void clip_insideTime_boundsWhatEachStepHandsBack() {
        Map<String, Array64> results =
                Interpreter.run(Gradients.extend(loop(1.5), "loss", List.of("a", "h0", "x")), values());
        // Handed back: 1 → 2 clipped to 1.5 → 3 clipped to 1.5 → 1.5; the small one is never clipped.
        assertThat(get(results, "grad.h0")).containsExactly(1.5, 0.125);
        assertThat(get(results, "grad.x")).containsExactly(1.5, 0.25, 1.5, 0.5, 1, 1);
        // States before the steps: 1, 3, 7 and 1, 1.5, 1.75.
        assertThat(get(results, "grad.a")).containsExactly(1.5 * 1 + 1.5 * 3 + 7, 0.25 + 0.5 * 1.5 + 1.75);
        assertThat(get(results, "last")).containsExactly(15, 1.875);
    }

    @Test
    void clip_nothingReached_isTheGradientOfTheIdentity() {
        List<String> leaves = List.of("a", "h0", "x");
        Map<String, Array64> wide = Interpreter.run(Gradients.extend(loop(100), "loss", leaves), values());
        for (String leaf : leaves) {
            assertThat(get(wide, "grad." + leaf))
                    .containsExactly(
                            FiniteDifferences.gradient(loop(100), "loss", leaf, values(), Evaluation.Random.NONE, 1e-5)
                                    .data(),
                            within(1e-8));
        }
    }

    @Test
    void clip_toZero_stopsTheGradient() {
        Map<String, Array64> results = Interpreter.run(Gradients.extend(loop(0), "loss", List.of("h0")), values());
        assertThat(get(results, "grad.h0")).containsExactly(0, 0);
    }

    @Test
    void engine_clippedLoop_agreesWithTheReferenceAndSavesNothingTwice() {
        Graph graph = Gradients.extend(loop(1.5), "loss", List.of("a", "h0", "x"));
        Tensors tensors = Array64.toTensors(values());
        Map<String, Array64> expected = Interpreter.run(graph, values());
        Plan.compile(graph, EngineOptions.defaults())
                .run(tensors, RandomKey.NONE)
                .forEach((name, tensor) ->
                        assertThat(Array64.of(tensor).data()).as(name).containsExactly(get(expected, name)));

        Graph simple = Simplify.apply(graph);
        assertThat(simple.expressions()).noneMatch(expr -> expr.op() instanceof GradientClip);
        assertThat(simple.expressions().stream()
                        .filter(expr -> expr.op() instanceof Scan scan && !scan.reverse())
                        .map(expr -> ((Scan) expr.op()).step()))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.expressions()).noneMatch(expr -> expr.op() instanceof GradientClip);
                    assertThat(step.outputs()).doesNotHaveDuplicates();
                });
    }

    @Test
    void limit_belowZero_isRefused() {
        assertThatThrownBy(() -> Exprs.clipGradient(Exprs.constant(1), -1)).hasMessageContaining("given -1.0");
    }
}
