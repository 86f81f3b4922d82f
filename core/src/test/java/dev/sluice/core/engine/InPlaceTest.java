package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InPlaceTest {
    private static final int SEQUENCE = 7;
    private static final int RESULT = 8;
    private static final Dims ROW = Dims.of(Dim.BATCH, 3);

    /** A step's output as a function of its state and its one input. */
    private interface Output {
        Expr of(Expr state, Expr input);
    }

    /** The next state is the output. */
    private static List<InPlace.Pair> pairs(Output output) {
        ScanBuilder scan = new ScanBuilder(false);
        Expr input = scan.input("x", Exprs.input("xs", ROW.prepend(Dim.TIME)));
        Expr state = scan.state("h", Exprs.input("h0", ROW));
        Expr made = output.of(state, input);
        scan.next(state, made);
        ScanBuilder.Result result = scan.build();
        Step step = ((Scan) new Graph(Map.of("last", result.last(state)))
                        .expressions().stream()
                                .filter(expr -> expr.op() instanceof Scan)
                                .findFirst()
                                .orElseThrow()
                                .op())
                .step();
        Set<Expr> placeholders = new HashSet<>(step.inputs());
        placeholders.addAll(step.states());
        placeholders.addAll(step.captures());
        Expr next = step.next().getFirst();
        List<Schedule.Group> groups = Schedule.of(step.expressions(), Set.of(next), placeholders);
        return InPlace.of(step, groups, Map.of(step.inputs().getFirst(), SEQUENCE), Map.of(next, RESULT));
    }

    @Test
    void of_elementwiseResult_mayTakeThePlaceOfWhatItReads() {
        assertThat(pairs((h, x) -> sigmoid(h).mul(x))).containsExactly(new InPlace.Pair(RESULT, SEQUENCE));
    }

    @Test
    void of_product_mayNotWriteWhereItReads() {
        Expr w = Exprs.parameter("W", Dims.of(3, 3));

        assertThat(pairs((h, x) -> x.matmulTransposed(w))).isEmpty();
    }

    @Test
    void of_resultAfterTheLastRead_mayBeAProduct() {
        Expr w = Exprs.parameter("W", Dims.of(3, 3));

        assertThat(pairs((h, x) -> h.mul(x).matmulTransposed(w))).containsExactly(new InPlace.Pair(RESULT, SEQUENCE));
    }

    @Test
    void of_sequenceThatBecomesTheState_isLeftAlone() {
        assertThat(pairs((h, x) -> x)).isEmpty();
    }
}
