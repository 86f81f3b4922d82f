package dev.sluice.export.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many pieces of a long text, none of which the interpreter can afford as a whole. */
class LongRowsTest {
    private static final int STEPS = 12;
    private static final Tensors INPUTS =
            Tensors.of("x", Tensor.zeros(STEPS, 1, 1), "state.h", Tensor.copyOf(Shape.of(1, 1), 0.3f));

    /** The logistic map, which amplifies rounding, so that a difference of 1e-5 is explained by it. */
    private static Graph graph() {
        ScanBuilder scan = new ScanBuilder(false);
        Expr x = scan.input("x", Expr.of(new Input("x", Dims.of(Dim.TIME, Dim.BATCH, 1), Input.Kind.NUMBER)));
        Expr h = scan.state("h", Expr.of(new Input("state.h", Dims.of(Dim.BATCH, 1), Input.Kind.NUMBER)));
        scan.next(h, h.mul(h.oneMinus()).mul(3.9).add(x));
        return new Graph(Map.of("h", scan.build().last(h)));
    }

    private static Comparison comparison(long budget) {
        Graph graph = graph();
        return new Comparison(
                graph,
                Tensors.of(),
                Tolerance.ofRounding(),
                name -> new Difference.Collector(),
                () -> new Reference(graph, Tensors.of(), Set.of(), Border64.NONE, true, budget));
    }

    private static boolean differs(Comparison comparison, double by) {
        float engine = Plan.compile(graph(), EngineOptions.defaults())
                .run(INPUTS, RandomKey.NONE)
                .get("h")
                .array()[0];
        float[] file = {(float) (engine + by)};
        return comparison
                .add(new Comparison.Run(INPUTS, Map.of("h", file), 1, STEPS, "a piece"))
                .differs();
    }

    @Test
    void add_withoutBudget_holdsThoseThatDifferMoreThanAllBefore() {
        Comparison comparison = comparison(0);

        for (double by : new double[] {0, 3e-6, 6e-6, 4e-6, 6e-6, 9e-6, 2e-6}) {
            assertThat(differs(comparison, by)).isFalse();
        }

        Differences differences = comparison.differences();
        assertThat(differences.longRows()).isEqualTo(new LongRows.Counts(3, 3));
        assertThat(differences.passed()).isTrue();
        assertThat(String.join(" ", differences.rules())).contains("3 rows were held, 3 left");
    }

    @Test
    void add_wrongPieceAmongMany_isFound() {
        Comparison comparison = comparison(0);
        for (int piece = 0; piece < 100; piece++) {
            differs(comparison, 5e-6);
        }

        assertThat(differs(comparison, 5e-2)).isTrue();

        assertThat(comparison.differences().passed()).isFalse();
        assertThat(comparison.differences().longRows()).isEqualTo(new LongRows.Counts(2, 99));
    }

    @Test
    void refresh_otherInputs_areNotMeasuredByThoseBefore() {
        Comparison comparison = comparison(0);
        differs(comparison, 9e-6);
        comparison.refresh();
        differs(comparison, 3e-6);

        assertThat(comparison.differences().longRows()).isEqualTo(new LongRows.Counts(2, 0));
    }
}
