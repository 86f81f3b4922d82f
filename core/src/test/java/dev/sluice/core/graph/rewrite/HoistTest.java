package dev.sluice.core.graph.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoistTest {
    private static final Expr XS = Exprs.input("xs", Dims.of(Dim.TIME, Dim.BATCH, 2));
    private static final Expr W = Exprs.parameter("W", Dims.of(3, 2));
    private static final Expr U = Exprs.parameter("U", Dims.of(3, 3));
    private static final Expr BIAS = Exprs.parameter("b", Dims.of(3));
    private static final Map<String, Array64> VALUES = Map.of(
            "xs", new Array64(new int[] {2, 2, 2}, new double[] {1, -2, 0.5, 3, -1, 0.25, 2, 1}),
            "W", new Array64(new int[] {3, 2}, new double[] {0.5, -1, 0.25, 1, -0.5, 2}),
            "U", new Array64(new int[] {3, 3}, new double[] {0.1, 0.2, -0.3, 0.4, -0.5, 0.6, 0.7, 0.8, 0.9}),
            "b", new Array64(new int[] {3}, new double[] {0.1, -0.2, 0.3}));

    private static Graph recurrent(boolean reverse) {
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr x = scan.input("x", XS);
        Expr h = scan.state("h", Exprs.zeros(Dims.of(Dim.BATCH, 3)));
        Expr share = Exprs.tanh(x.mul(2).matmulTransposed(W).add(BIAS));
        Expr next = Exprs.tanh(share.add(h.matmulTransposed(U))).mul(x.sum(-1));
        scan.next(h, next);
        int y = scan.output(next);
        int products = scan.output(share);
        ScanBuilder.Result result = scan.build();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("y", result.output(y));
        outputs.put("share", result.output(products));
        outputs.put("last", result.last(h));
        return new Graph(outputs);
    }

    private static Step onlyStep(Graph graph) {
        return graph.expressions().stream()
                .filter(expr -> expr.op() instanceof Scan)
                .map(expr -> ((Scan) expr.op()).step())
                .findFirst()
                .orElseThrow();
    }

    private static long products(Step step) {
        return step.expressions().stream()
                .filter(expr -> expr.op() instanceof MatMul)
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void apply_recurrentStep_keepsAllValues(boolean reverse) {
        Graph graph = recurrent(reverse);
        Map<String, Array64> before = Interpreter.run(graph, VALUES);
        Map<String, Array64> after = Interpreter.run(Hoist.apply(graph), VALUES);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, value) -> assertThat(
                        Objects.requireNonNull(after.get(name)).data())
                .as(name)
                .containsExactly(value.data()));
    }

    @Test
    void apply_recurrentStep_leavesOnlyTheStatesProductInside() {
        Graph graph = recurrent(false);
        assertThat(products(onlyStep(graph))).isEqualTo(2);
        Step hoisted = onlyStep(Hoist.apply(graph));
        assertThat(products(hoisted)).isEqualTo(1);
        // W and b are used outside now; U stays a capture.
        assertThat(hoisted.captures()).hasSize(1);
    }

    @Test
    void apply_nothingToHoist_keepsTheGraph() {
        ScanBuilder scan = new ScanBuilder(false);
        Expr x = scan.input("x", XS);
        Expr h = scan.state("h", Exprs.zeros(Dims.of(Dim.BATCH, 2)));
        scan.next(h, h.add(x));
        Expr last = scan.build().last(h);
        assertThat(Hoist.apply(new Graph(Map.of("last", last))).outputs()).containsEntry("last", last);
    }
}
