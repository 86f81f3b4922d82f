package dev.sluice.core.graph.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.UnaryOp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassTest {
    private static final Dims ROW = Dims.of(Dim.BATCH, 2);

    private static Pass around(UnaryOp function) {
        return graph -> new Graph(Map.of("y", Expr.of(function, graph.outputs().get("y"))));
    }

    @Test
    void all_twoPasses_appliesThemInTheirOrder() {
        Graph graph = new Graph(Map.of("y", Exprs.input("x", ROW)));

        Expr y = Pass.all(graph, List.of(around(UnaryOp.EXP), around(UnaryOp.TANH)))
                .outputs()
                .get("y");

        assertThat(y.op()).isEqualTo(UnaryOp.TANH);
        assertThat(y.operand(0).op()).isEqualTo(UnaryOp.EXP);
    }

    @Test
    void inferenceGraph_ofALoop_hasOneProductInsideAndNothingSuperfluous() {
        ScanBuilder scan = new ScanBuilder(false);
        Expr x = scan.input("x", Exprs.input("xs", ROW.prepend(Dim.TIME)));
        Expr h = scan.state("h", Exprs.zeros(ROW));
        Expr w = Exprs.parameter("W", Dims.of(2, 2));
        scan.next(h, x.mul(Exprs.constant(1)).matmulTransposed(w).add(h.matmulTransposed(w)));
        Graph graph = new Graph(Map.of("last", scan.build().last(h)));

        Graph run = InferenceGraph.of(graph);

        Step step = run.expressions().stream()
                .filter(expr -> expr.op() instanceof Scan)
                .map(expr -> ((Scan) expr.op()).step())
                .findFirst()
                .orElseThrow();
        assertThat(step.expressions())
                .filteredOn(expr -> expr.op() instanceof MatMul)
                .hasSize(1);
        assertThat(run.expressions()).hasSameSizeAs(InferenceGraph.of(run).expressions());
    }
}
