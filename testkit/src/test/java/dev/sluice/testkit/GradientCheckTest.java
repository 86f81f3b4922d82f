package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private static final Expr X = Exprs.input("x", Dims.of(2, 2));
    private static final Graph RELU = new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), Exprs.relu(X))));

    private static Map<String, Array64> at(double... x) {
        return Map.of("x", new Array64(new int[] {2, 2}, x));
    }

    @Test
    void check_smoothPoint_passes() {
        GradientCheck.defaults().check(RELU, "loss", List.of("x"), at(1, -1, 2, -2));
    }

    @Test
    void check_corner_throwsNamingTheElement() {
        // At 0, relu's gradient is 0 by definition, while the differences see half of each side.
        assertThatThrownBy(() -> GradientCheck.defaults().check(RELU, "loss", List.of("x"), at(1, -1, 0, -2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("x[1, 0]: the gradient is 0.00000000000, but by differences 0.49999999");
    }

    @Test
    void worst_notANumber_isInfinitelyFar() {
        assertThat(new GradientCheck.Worst("x", List.of(0), Double.NaN, 1).relative())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }
}
