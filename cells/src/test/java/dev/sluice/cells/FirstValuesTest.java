package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.RecurrentLayer;
import dev.sluice.core.tensor.Tensors;
import org.junit.jupiter.api.Test;

/** First values that papers give, and options that make no cell. */
class FirstValuesTest {
    private static final int HIDDEN = 200;

    private static Tensors parameters(Cell cell) {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 12));
        Expr valid = Exprs.validSteps(Exprs.input("lengths", Dims.of(Dim.BATCH)));
        new RecurrentLayer(cell, HIDDEN, false).build(scope, x, valid, InitialStates.ZEROS);
        return Parameters.initialize(scope.declared(), 3);
    }

    private static float[] first(Cell cell, String name) {
        return parameters(cell).get(name).array();
    }

    @Test
    void irnn_atFirst_isTheScaledIdentity() {
        float[] recurrent = first(new Irnn(0.5), "U_h");
        for (int i = 0; i < recurrent.length; i++) {
            assertThat(recurrent[i]).isEqualTo(i / HIDDEN == i % HIDDEN ? 0.5f : 0);
        }
        double sum = 0;
        float[] input = first(Irnn.defaults(), "W_h");
        for (float value : input) {
            sum += value * value;
        }
        assertThat(Math.sqrt(sum / input.length)).isCloseTo(0.001, within(1e-4));
    }

    @Test
    void indRnn_atFirst_remembersBetweenNothingAndEverything() {
        float[] u = first(IndRnn.defaults(), "u");
        double sum = 0;
        for (float value : u) {
            assertThat(value).isBetween(0f, 1f);
            sum += value;
        }
        assertThat(sum / u.length).isCloseTo(0.5, within(0.1));
    }

    @Test
    void janet_longestGiven_forgetsAfterUpToThatManySteps() {
        float largest = 0;
        for (float value : first(new Janet(1, 101), "b_f")) {
            assertThat(Math.exp(value)).isBetween(1.0, 100.001);
            largest = Math.max(largest, value);
        }
        assertThat(Math.exp(largest)).isGreaterThan(80);
        assertThat(first(Janet.defaults(), "b_f")).containsOnly(1);
    }

    @Test
    void lstm_longestGiven_takesInAsMuchAsItForgets() {
        Lstm lstm = Lstm.defaults().withLongest(101);
        float[] forget = first(lstm, "b_f");
        float[] input = first(lstm, "b_i");
        for (int i = 0; i < HIDDEN; i++) {
            assertThat(Math.exp(forget[i])).isBetween(1.0, 100.001);
            assertThat(input[i]).isEqualTo(-forget[i]);
        }
        assertThat(first(Lstm.defaults(), "b_f")).containsOnly(1);
        assertThat(first(Lstm.defaults(), "b_i")).containsOnly(0);
    }

    @Test
    void gru_longestGiven_keepsForUpToThatManySteps() {
        for (Gru.Update update : Gru.Update.values()) {
            Gru gru = Gru.defaults().withUpdate(update);
            float largest = 0;
            for (float value : first(gru.withLongest(101), "b_z")) {
                float kept = update == Gru.Update.KEEP ? value : -value;
                assertThat(Math.exp(kept)).isBetween(1.0, 100.001);
                largest = Math.max(largest, kept);
            }
            assertThat(Math.exp(largest)).isGreaterThan(80);
            assertThat(first(gru, "b_z")).containsOnly(0);
        }
    }

    @Test
    void sru_atFirst_hasTheVarianceOfOneInput() {
        double bound = Math.sqrt(3.0 / 12);
        double largest = 0;
        for (float value : first(Sru.defaults(), "W_f")) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isGreaterThan(0.99 * bound);
        assertThat(first(new Sru(-1), "b_r")).containsOnly(-1);
    }

    @Test
    void biases_atFirst_areThoseOfTheOptions() {
        assertThat(first(Lstm.defaults(), "b_f")).containsOnly(1);
        assertThat(first(new LayerNormLstm(2, 1e-5), "b_f")).containsOnly(2);
        assertThat(first(new LayerNormLstm(2, 1e-5), "alpha_i_x")).containsOnly(1);
        assertThat(first(new Mgu(-1), "b_f")).containsOnly(-1);
        assertThat(first(Ugrnn.defaults(), "b_g")).containsOnly(1);
        assertThat(first(RecurrentHighway.defaults(), "b_t2")).containsOnly(-2);
        assertThat(first(FastGrnn.defaults(), "zeta")).containsExactly(1);
        assertThat(first(FastGrnn.defaults(), "nu")).containsExactly(-4);
        assertThat(first(new Slstm(Slstm.Forget.EXPONENTIAL, 3), "b_f")).containsOnly(3);
    }

    @Test
    void gru_resetNone_isRefusedWithTheReason() {
        assertThatThrownBy(() -> Gru.defaults().withReset(Gru.Reset.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never used")
                .hasMessageContaining("ugrnn");
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> Lstm.defaults().withProjection(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Janet(1, 2)).hasMessageContaining("at least 3");
        assertThatThrownBy(() -> new Irnn(0)).hasMessageContaining("over 0");
        assertThatThrownBy(() -> new FastGrnn(0, -2)).hasMessageContaining("-2");
        assertThatThrownBy(() -> new LayerNormGru(0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new RecurrentHighway(0, -2, true)).hasMessageContaining("depth");
    }
}
