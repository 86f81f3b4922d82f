package dev.sluice.export.recognition;

import static dev.sluice.core.graph.Exprs.abs;
import static dev.sluice.core.graph.Exprs.constant;
import static dev.sluice.core.graph.Exprs.exp;
import static dev.sluice.core.graph.Exprs.greater;
import static dev.sluice.core.graph.Exprs.max;
import static dev.sluice.core.graph.Exprs.min;
import static dev.sluice.core.graph.Exprs.relu;
import static dev.sluice.core.graph.Exprs.select;
import static dev.sluice.core.graph.Exprs.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrittenOutTest {
    private static final Expr X = Exprs.input("x", Dims.of(3));
    private static final Expr ZERO = constant(0);

    static Stream<Arguments> written() {
        Expr below = min(X, ZERO);
        return Stream.of(
                Arguments.of(max(ZERO, X), "Relu"),
                Arguments.of(X.mul(greater(X, ZERO)), "Relu"),
                Arguments.of(X.add(abs(X)).mul(0.5), "Relu"),
                Arguments.of(min(max(X.mul(0.25).add(0.5), ZERO), constant(1)), "HardSigmoid(0.25, 0.5)"),
                Arguments.of(min(relu(X.add(3)), constant(6)).div(constant(6)), "HardSigmoid(0.166"),
                Arguments.of(max(ZERO, X).add(below.mul(0.1)), "LeakyRelu(0.1)"),
                Arguments.of(relu(X).sub(relu(X.neg()).mul(0.1)), "LeakyRelu(0.1)"),
                Arguments.of(max(X, X.mul(0.1)), "LeakyRelu(0.1)"),
                Arguments.of(select(greater(X, ZERO), X, exp(X).add(-1)), "Elu(1.0)"),
                Arguments.of(relu(X).add(exp(below).add(-1).mul(0.5)), "Elu(0.5)"),
                Arguments.of(select(greater(X, constant(0.7)), X, ZERO), "ThresholdedRelu(0.7)"),
                Arguments.of(X.div(abs(X).add(1)), "Softsign"),
                Arguments.of(constant(1).div(exp(X.neg()).add(1)), "Sigmoid"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void of_functionInOtherWords_isFound(Expr expr, String activation) {
        assertThat(new WrittenOut().of(expr)).hasValueSatisfying(found -> {
            assertThat(found.activation().toString()).startsWith(activation);
            assertThat(found.argument()).isEqualTo(X);
        });
    }

    @Test
    void of_whatSumsAndProductsExpressOrNobodyHas_isNone() {
        assertThat(new WrittenOut().of(sigmoid(X).oneMinus())).isEmpty();
        assertThat(new WrittenOut().of(X.mul(2).add(1))).isEmpty();
        assertThat(new WrittenOut().of(max(X, constant(1)))).isEmpty();
        assertThat(new WrittenOut().of(X.mul(sigmoid(X)).add(relu(X)))).isEmpty();
        assertThat(new WrittenOut().of(max(X, Exprs.input("y", Dims.of(3))))).isEmpty();
    }

    @Test
    void bounds_ofBothOrders_areFound() {
        Expr upperFirst = max(min(X, constant(2)), constant(-2));
        Expr lowerFirst = min(constant(2), max(constant(-2), X));
        for (Expr expr : new Expr[] {upperFirst, lowerFirst}) {
            assertThat(Bounds.of(expr)).isEqualTo(Optional.of(new Bounds(2, X)));
        }
        assertThat(Bounds.of(min(max(X, constant(-1)), constant(2)))).isEmpty();
        assertThat(Bounds.of(min(max(X, constant(2)), constant(-2)))).isEmpty();
    }
}
