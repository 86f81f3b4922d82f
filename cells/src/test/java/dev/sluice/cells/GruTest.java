package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentLayer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Covers what goldens do not: the reset before the product, and z taking the new state, on one hidden unit. */
class GruTest {
    private static final double X = 0.7;
    private static final double H = -0.4;

    private static final Map<String, Double> WEIGHTS = Map.of(
            "W_r", 0.3, "U_r", -0.8, "b_r", 0.2, "W_z", -0.5, "U_z", 0.9, "b_z", 0.1, "W_n", 1.1, "U_n", 0.6, "b_n",
            -0.2);

    private static double step(Cell cell, Map<String, Double> weights) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 1));
        Expr valid = Exprs.validSteps(Exprs.input("lengths", Dims.of(Dim.BATCH)));
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        RecurrentLayer.Result result =
                new RecurrentLayer(cell, 1, false).build(scope.child("l0"), x, valid, InitialStates.INPUTS);
        Map<String, Array64> values = new LinkedHashMap<>();
        weights.forEach((name, value) -> values.put(
                "l0." + name, new Array64(name.startsWith("b") ? new int[] {1} : new int[] {1, 1}, one(value))));
        values.put("x", new Array64(new int[] {1, 1, 1}, one(X)));
        values.put("lengths", new Array64(new int[] {1}, one(1)));
        values.put("state.l0.h", new Array64(new int[] {1, 1}, one(H)));
        Map<String, Array64> results = Interpreter.run(new Graph(Map.of("h", result.last())), values);
        return Objects.requireNonNull(results.get("h")).data()[0];
    }

    private static double[] one(double value) {
        return new double[] {value};
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void resetBefore_oneUnit_multipliesTheStateFirst() {
        double r = sigmoid(0.3 * X - 0.8 * H + 0.2);
        double z = sigmoid(-0.5 * X + 0.9 * H + 0.1);
        double n = Math.tanh(1.1 * X + 0.6 * (r * H) - 0.2);
        assertThat(step(Gru.defaults().withReset(Gru.Reset.BEFORE), WEIGHTS))
                .isCloseTo((1 - z) * n + z * H, within(1e-15));
    }

    @Test
    void updateTake_negatedUpdateGate_isUpdateKeep() {
        Map<String, Double> negated = new LinkedHashMap<>(WEIGHTS);
        for (String name : new String[] {"W_z", "U_z", "b_z"}) {
            negated.computeIfPresent(name, (key, value) -> -value);
        }
        Gru before = Gru.defaults().withReset(Gru.Reset.BEFORE);
        double keep = step(before, WEIGHTS);
        double take = step(before.withUpdate(Gru.Update.TAKE), negated);
        assertThat(take).isCloseTo(keep, within(1e-15));
        assertThat(step(before.withUpdate(Gru.Update.TAKE), WEIGHTS)).isNotCloseTo(keep, within(1e-3));
    }

    @Test
    void relu_negativeCandidate_isZero() {
        Map<String, Double> negative = new LinkedHashMap<>(WEIGHTS);
        negative.put("b_n", -9.0);
        double z = sigmoid(-0.5 * X + 0.9 * H + 0.1);
        Gru relu = Gru.defaults().withReset(Gru.Reset.BEFORE).withActivation(Activation.RELU);
        assertThat(step(relu, negative)).isCloseTo(z * H, within(1e-15));
    }
}
