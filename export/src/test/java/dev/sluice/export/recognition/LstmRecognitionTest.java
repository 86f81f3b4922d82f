package dev.sluice.export.recognition;

import static dev.sluice.core.graph.Exprs.constant;
import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static dev.sluice.export.recognition.RecognitionTest.recognize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.export.onnx.OnnxActivation;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Peepholes, coupled gates, bounds and other functions: what an LSTM may have beside its weights, and what it may not. */
class LstmRecognitionTest {
    private static final UnaryOperator<Expr> HARD =
            x -> Exprs.min(Exprs.max(x.mul(0.2).add(0.5), constant(0)), constant(1));

    @Test
    void of_gatesThatLookAtTheMemory_hasPeepholes() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr i = sigmoid(lstm.gate("i").add(lstm.peephole("i", c)));
                    Expr f = sigmoid(lstm.gate("f").add(lstm.peephole("f", c)));
                    Expr memory = f.mul(c).add(i.mul(tanh(lstm.gate("g"))));
                    Expr o = sigmoid(lstm.gate("o").add(lstm.peephole("o", memory)));
                    lstm.next(memory, o.mul(tanh(memory)));
                }))
                .hasValueSatisfying(found -> {
                    assertThat(found.hasPeepholes()).isTrue();
                    assertThat(found.isCoupled()).isFalse();
                    assertThat(found.hasUsualFunctions()).isTrue();
                });
    }

    @Test
    void of_peepholesInOtherWords_hasPeepholes() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    // Numbers instead of weights, opposite signs, sums of rows, a gate that is written as its
                    // complement.
                    Expr i = sigmoid(lstm.gate("i").neg().sub(c.mul(0.5))).oneMinus();
                    Expr f = sigmoid(lstm.gate("f").sub(lstm.peephole("f", c)).add(lstm.peephole("f2", c)));
                    Expr memory = tanh(lstm.gate("g")).mul(i).add(c).sub(c.mul(f.oneMinus()));
                    Expr o = sigmoid(lstm.gate("o")
                            .add(lstm.peephole("o", memory).sub(memory).mul(2)));
                    lstm.next(memory, tanh(memory.neg()).mul(o).neg());
                }))
                .hasValueSatisfying(found -> assertThat(found.hasPeepholes()).isTrue());
    }

    @Test
    void of_inputGateThatIsWhatIsForgotten_isCoupled() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr f = sigmoid(lstm.gate("f"));
                    Expr memory = f.mul(c).add(f.oneMinus().mul(tanh(lstm.gate("g"))));
                    lstm.next(memory, sigmoid(lstm.gate("o")).mul(tanh(memory)));
                }))
                .hasValueSatisfying(found -> {
                    assertThat(found.isCoupled()).isTrue();
                    assertThat(found.isInWeights()).isTrue();
                    assertThat(found.hasPeepholes()).isFalse();
                });
    }

    @Test
    void of_interpolationWithPeepholes_isCoupledAndLooks() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr i = sigmoid(lstm.gate("i").add(lstm.peephole("i", c)));
                    Expr memory = c.add(i.mul(tanh(lstm.gate("g")).sub(c)));
                    Expr o = sigmoid(lstm.gate("o").add(lstm.peephole("o", memory)));
                    lstm.next(memory, o.mul(tanh(memory)));
                }))
                .hasValueSatisfying(found -> {
                    assertThat(found.isCoupled()).isTrue();
                    assertThat(found.hasPeepholes()).isTrue();
                });
    }

    @Test
    void of_hardGatesAndLinearOutput_hasThoseFunctions() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr i = HARD.apply(lstm.gate("i"));
                    Expr f = HARD.apply(lstm.gate("f"));
                    Expr memory = f.mul(c).add(i.mul(Exprs.relu(lstm.gate("g"))));
                    lstm.next(memory, HARD.apply(lstm.gate("o")).mul(memory));
                }))
                .hasValueSatisfying(found -> assertThat(found.activations())
                        .containsExactly(
                                OnnxActivation.of("HardSigmoid", 0.2, 0.5),
                                OnnxActivation.of("Relu"),
                                OnnxActivation.of("Affine", 1, 0)));
    }

    @Test
    void of_coupledGatesWithAFunctionThatHasNoMirror_needTheAttribute() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr i = Exprs.relu(lstm.gate("i"));
                    Expr memory = i.oneMinus().mul(c).add(i.mul(tanh(lstm.gate("g"))));
                    lstm.next(memory, Exprs.relu(lstm.gate("o")).mul(tanh(memory)));
                }))
                .hasValueSatisfying(found -> {
                    assertThat(found.isCoupled()).isTrue();
                    assertThat(found.isInWeights()).isFalse();
                });
    }

    @Test
    void of_boundsBeforeAllFunctionsButTheLast_isClipped() {
        UnaryOperator<Expr> bounded = x -> Exprs.min(Exprs.max(x, constant(-2)), constant(2));
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr i = sigmoid(bounded.apply(lstm.gate("i")).neg());
                    Expr f = sigmoid(bounded.apply(lstm.gate("f")));
                    Expr g = tanh(bounded.apply(lstm.gate("g")).mul(0.5)).mul(3);
                    Expr memory = f.mul(c).add(i.mul(g));
                    lstm.next(memory, sigmoid(bounded.apply(lstm.gate("o"))).mul(tanh(memory)));
                }))
                .hasValueSatisfying(found -> {
                    assertThat(found.clip()).isEqualTo(2);
                    assertThat(found.activations().get(1)).isEqualTo(OnnxActivation.of("ScaledTanh", 3, 0.5));
                });
    }

    @Test
    void of_boundsOfOneGateAlone_isNone() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr i = sigmoid(Exprs.min(Exprs.max(lstm.gate("i"), constant(-2)), constant(2)));
                    Expr memory = sigmoid(lstm.gate("f")).mul(c).add(i.mul(tanh(lstm.gate("g"))));
                    lstm.next(memory, sigmoid(lstm.gate("o")).mul(tanh(memory)));
                }))
                .isEmpty();
    }

    @Test
    void of_outputGateThatLooksAtTheOldMemory_isNone() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr memory = sigmoid(lstm.gate("f"))
                            .mul(c)
                            .add(sigmoid(lstm.gate("i")).mul(tanh(lstm.gate("g"))));
                    Expr o = sigmoid(lstm.gate("o").add(lstm.peephole("o", c)));
                    lstm.next(memory, o.mul(tanh(memory)));
                }))
                .isEmpty();
    }

    @Test
    void of_candidateThatLooksAtTheMemory_isNone() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr g = tanh(lstm.gate("g").add(lstm.peephole("g", c)));
                    Expr memory = sigmoid(lstm.gate("f"))
                            .mul(c)
                            .add(sigmoid(lstm.gate("i")).mul(g));
                    lstm.next(memory, sigmoid(lstm.gate("o")).mul(tanh(memory)));
                }))
                .isEmpty();
    }

    @Test
    void of_coupledGateThatIsTheOutputGateToo_isNone() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr i = sigmoid(lstm.gate("i"));
                    Expr memory = i.oneMinus().mul(c).add(i.mul(tanh(lstm.gate("g"))));
                    lstm.next(memory, i.mul(tanh(memory)));
                }))
                .isEmpty();
    }

    @Test
    void of_gatesOfDifferentFunctions_isNone() {
        assertThat(recognize(cell -> {
                    Parts lstm = Parts.of(cell);
                    Expr c = lstm.c();
                    Expr memory = HARD.apply(lstm.gate("f"))
                            .mul(c)
                            .add(sigmoid(lstm.gate("i")).mul(tanh(lstm.gate("g"))));
                    lstm.next(memory, sigmoid(lstm.gate("o")).mul(tanh(memory)));
                }))
                .isEmpty();
    }

    @Test
    void of_projectedState_isLstmWithoutAnOperator() {
        assertThat(recognize(cell -> {
                    Expr x = cell.input();
                    Expr h = cell.state("h", 3);
                    Expr c = cell.state("c");
                    Expr i = sigmoid(cell.linear("i", x, h));
                    Expr memory = sigmoid(cell.linear("f", x, h)).mul(c).add(i.mul(tanh(cell.linear("g", x, h))));
                    Expr projection =
                            cell.parameter("s", Dims.of(cell.hiddenSize(), 3), new Initializers.Constant(0.1));
                    cell.next("c", memory);
                    cell.next(
                            "h",
                            sigmoid(cell.linear("o", x, h)).mul(tanh(memory)).matmul(projection));
                }))
                .hasValueSatisfying(found -> {
                    assertThat(found.isProjected()).isTrue();
                    assertThat(found.hiddenSize()).isEqualTo(4);
                    assertThat(found.outputSize()).isEqualTo(3);
                });
    }

    /** What an LSTM is written with. */
    private record Parts(CellBuilder cell, Expr x, Expr h, Expr c) {
        static Parts of(CellBuilder cell) {
            return new Parts(cell, cell.input(), cell.state("h"), cell.state("c"));
        }

        Expr gate(String name) {
            return cell.linear(name, x, h);
        }

        Expr peephole(String gate, Expr memory) {
            return cell.parameter("p_" + gate, Dims.of(cell.hiddenSize()), new Initializers.Constant(0.3))
                    .mul(memory);
        }

        void next(Expr memory, Expr shown) {
            cell.next("c", memory);
            cell.next("h", shown);
        }
    }
}
