package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Expr X = Exprs.input("x", Dims.of(Dim.BATCH, 3));
    private static final Expr W = Exprs.parameter("W", Dims.of(3, 3));
    private static final Expr BIAS = Exprs.parameter("b", Dims.of(3));

    private static List<Schedule.Group> schedule(Expr... outputs) {
        Map<String, Expr> named = new LinkedHashMap<>();
        for (Expr output : outputs) {
            named.put("y" + named.size(), output);
        }
        Graph graph = new Graph(named);
        Set<Expr> leaves = graph.expressions().stream()
                .filter(expr -> expr.op() instanceof Op.Leaf)
                .collect(Collectors.toSet());
        return Schedule.of(graph.expressions(), new HashSet<>(named.values()), leaves);
    }

    private static List<Unit> only(List<Schedule.Group> groups) {
        assertThat(groups).hasSize(1);
        return groups.getFirst().units();
    }

    @Test
    void of_sumOfProducts_isOneUnitWithTheBiasFirst() {
        Expr first = X.matmulTransposed(W);
        Expr second = X.mul(X).matmulTransposed(W);
        Expr sum = first.add(BIAS).add(second);

        List<Schedule.Group> groups = schedule(sum);

        assertThat(groups).hasSize(2);
        Unit.SumOfProducts unit = (Unit.SumOfProducts) groups.getLast().units().getFirst();
        assertThat(unit.root()).isEqualTo(sum);
        assertThat(unit.terms()).containsExactly(BIAS);
        assertThat(unit.products()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void of_productThatIsWantedItself_isNotLostInASum() {
        Expr product = X.matmulTransposed(W);

        List<Schedule.Group> groups = schedule(product, product.add(BIAS));

        assertThat(groups).hasSize(2);
        assertThat(groups.getFirst().units().getFirst().root()).isEqualTo(product);
    }

    @Test
    void of_elementwiseFunctionsOfOneShape_standTogetherAndHideWhatNobodyElseReads() {
        Expr gate = sigmoid(X);
        Expr mixed = gate.mul(tanh(X));

        List<Schedule.Group> groups = schedule(mixed);

        assertThat(only(groups)).extracting(Unit::root).endsWith(mixed).hasSize(3);
        assertThat(groups.getFirst().visible()).extracting(Unit::root).containsExactly(mixed);
        assertThat(groups.getFirst().inner()).contains(gate);
    }

    @Test
    void of_valueReadByAnotherGroup_isVisible() {
        Expr gate = sigmoid(X);
        Expr product = gate.matmulTransposed(W);

        List<Schedule.Group> groups = schedule(product);

        assertThat(groups.getFirst().visible()).extracting(Unit::root).containsExactly(gate);
    }

    @Test
    void of_anyGraph_readsOnlyWhatWasMadeBefore() {
        Expr h = tanh(X.matmulTransposed(W).add(BIAS));
        Expr r = sigmoid(h.matmulTransposed(W).add(X.matmulTransposed(W)));
        Set<Expr> made = new HashSet<>();
        for (Schedule.Group group : schedule(h.mul(r).add(X.sum(-1)))) {
            for (Unit unit : group.units()) {
                assertThat(unit.reads()).allMatch(read -> made.contains(read) || read.op() instanceof Op.Leaf);
                made.add(unit.root());
            }
        }
    }
}
