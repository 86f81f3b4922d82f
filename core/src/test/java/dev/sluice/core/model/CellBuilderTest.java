package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ShapeMismatchException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellBuilderTest {
    private static ParameterScope build(Cell cell) {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 2));
        Expr valid = Exprs.validSteps(Exprs.input("lengths", Dims.of(Dim.BATCH)));
        new RecurrentLayer(cell, 3, false).build(scope.child("encoder").child("l0"), x, valid, InitialStates.ZEROS);
        return scope;
    }

    @Test
    void gates_everyKind_declareParametersByName() {
        assertThat(build(TestCells.GATED).declared().stream()
                        .map(spec -> spec.name() + " " + spec.shape() + " " + spec.role())
                        .toList())
                .containsExactly(
                        "encoder.l0.W_r [3, 2] INPUT_WEIGHT",
                        "encoder.l0.U_r [3, 3] RECURRENT_WEIGHT",
                        "encoder.l0.b_r [3] BIAS",
                        "encoder.l0.W_n [3, 2] INPUT_WEIGHT",
                        "encoder.l0.b_n [3] BIAS",
                        "encoder.l0.U_n [3, 3] RECURRENT_WEIGHT",
                        "encoder.l0.bh_n [3] BIAS");
    }

    @Test
    void ownParameter_withInitializer_isDeclaredInTheLayer() {
        ParameterScope scope = build(cell -> {
            Expr h = cell.state("h");
            cell.next("h", h.mul(cell.parameter("decay", Dims.of(3), new Initializers.Constant(0.5))));
        });
        assertThat(scope.declared()).hasSize(1);
        ParameterSpec spec = scope.declared().getFirst();
        assertThat(spec.name()).isEqualTo("encoder.l0.decay");
        assertThat(Parameters.initialize(List.of(spec), 1)
                        .get("encoder.l0.decay")
                        .array())
                .containsExactly(0.5f, 0.5f, 0.5f);
    }

    @Test
    void ownParameter_withARole_isFoundByIt() {
        ParameterScope scope = build(cell -> {
            Expr h = cell.state("h");
            Expr u = cell.parameter(
                    "U", Dims.of(3, 3), ParameterSpec.Role.RECURRENT_WEIGHT, new Initializers.GlorotUniform());
            cell.next("h", h.matmulTransposed(u.sub(u.transpose())));
        });
        assertThat(scope.declared())
                .extracting(ParameterSpec::role)
                .containsExactly(ParameterSpec.Role.RECURRENT_WEIGHT);
        assertThatThrownBy(() -> build(cell ->
                        cell.parameter("n", Dims.of(3), ParameterSpec.Role.STATISTIC, new Initializers.Zeros())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'n'")
                .hasMessageContaining("fixed(..)");
    }

    @Test
    void biasInit_ofAGate_overridesTheDefault() {
        ParameterScope scope = build(cell -> {
            Expr h = cell.state("h");
            cell.next("h", cell.linear("f", cell.input(), h, new Initializers.Constant(1)));
        });
        assertThat(Parameters.initialize(scope.declared(), 1)
                        .get("encoder.l0.b_f")
                        .array())
                .containsExactly(1, 1, 1);
    }

    @Test
    void sameGateTwice_throws_namingTheParameter() {
        assertThatThrownBy(() -> build(cell -> {
                    Expr h = cell.state("h");
                    cell.next("h", cell.linear("f", cell.input(), h).add(cell.linear("f", cell.input(), h)));
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'encoder.l0.W_f'")
                .hasMessageContaining("a name of its own");
    }

    @Test
    void stateWithoutNext_throws_namingTheState() {
        assertThatThrownBy(() -> build(cell -> {
                    cell.next("h", cell.state("h"));
                    cell.state("c");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'c' of the cell of encoder.l0 has none")
                .hasMessageContaining("next(\"c\", value)");
    }

    @Test
    void noState_throws_withTheRemedy() {
        assertThatThrownBy(() -> build(cell -> cell.output(cell.input())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call state(\"h\")");
    }

    @Test
    void nextOfUnknownState_throws_listingStates() {
        assertThatThrownBy(() -> build(cell -> {
                    Expr h = cell.state("hidden");
                    cell.next("h", h);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("declares [hidden]");
    }

    @Test
    void nextOfOtherShape_throws_withBothShapes() {
        assertThatThrownBy(() -> build(cell -> {
                    cell.state("h");
                    cell.next("h", cell.input());
                }))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("'h' must be [B, 3]")
                .hasMessageContaining("x [B, 2]")
                .hasMessageContaining("encoder.l0");
    }

    @Test
    void stateOrNextTwice_throws() {
        assertThatThrownBy(() -> build(cell -> {
                    cell.state("h");
                    cell.state("h");
                }))
                .hasMessageContaining("'h' is declared twice");
        assertThatThrownBy(() -> build(cell -> {
                    Expr h = cell.state("h");
                    cell.next("h", h);
                    cell.next("h", h);
                }))
                .hasMessageContaining("'h' must be given once");
    }

    @Test
    void outputWithoutBatch_throws() {
        assertThatThrownBy(() -> build(cell -> {
                    cell.next("h", cell.state("h"));
                    cell.output(Exprs.constant(1));
                }))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("must be [B, F]");
    }
}
