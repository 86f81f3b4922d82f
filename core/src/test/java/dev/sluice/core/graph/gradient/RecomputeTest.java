package dev.sluice.core.graph.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecomputeTest {
    private static final Dims ROW = Dims.of(Dim.BATCH, 2);
    private static final Expr XS = Exprs.input("xs", ROW.prepend(Dim.TIME));
    private static final Expr U = Exprs.parameter("U", Dims.of(2, 2));

    /** A loop and a loss of its last state. */
    private static Graph loop(boolean reverse) {
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr x = scan.input("x", XS);
        Expr h = scan.state("h", Exprs.input("h0", ROW));
        scan.next(h, Exprs.tanh(x.add(h.matmulTransposed(U))));
        Expr last = scan.build().last(h);
        return new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), last.mul(last))));
    }

    private static Map<String, Array64> values(int steps) {
        Map<String, Array64> values = new LinkedHashMap<>();
        double[] xs = new double[steps * 6];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = Math.sin(i);
        }
        values.put("xs", new Array64(new int[] {steps, 3, 2}, xs));
        values.put("h0", new Array64(new int[] {3, 2}, new double[] {0.1, -0.2, 0.3, 0.4, -0.5, 0.6}));
        values.put("U", new Array64(new int[] {2, 2}, new double[] {0.5, -0.3, 0.8, 0.2}));
        return values;
    }

    private static List<Class<? extends Op>> loops(Graph graph) {
        return graph.expressions().stream()
                .map(Expr::op)
                .filter(op -> op instanceof Scan || op instanceof Segments)
                .<Class<? extends Op>>map(Op::getClass)
                .toList();
    }

    @Test
    void recomputing_aLoop_runsBothWaysInSegmentsWithTheSameNumbers() {
        for (boolean reverse : new boolean[] {false, true}) {
            Graph kept = TrainingGraph.of(loop(reverse), "loss", List.of("U"));
            Graph computed = TrainingGraph.recomputing(loop(reverse), "loss", List.of("U"));

            assertThat(loops(kept)).containsOnly(Scan.class);
            assertThat(loops(computed)).containsExactly(Segments.class, Segments.class);
            for (int steps : new int[] {1, 2, 5, 17}) {
                Map<String, Array64> expected = Interpreter.run(kept, values(steps));
                Interpreter.run(computed, values(steps))
                        .forEach((name, array) -> assertThat(array.data())
                                .as("%s, %d steps", name, steps)
                                .containsExactly(expected.get(name).data()));
            }
        }
    }

    @Test
    void apply_graphWithoutGradients_keepsItsLoops() {
        Graph forward = loop(false);

        assertThat(Recompute.apply(forward).outputs()).isEqualTo(forward.outputs());
    }
}
