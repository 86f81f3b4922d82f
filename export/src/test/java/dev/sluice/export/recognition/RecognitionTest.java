package dev.sluice.export.recognition;

import static dev.sluice.core.graph.Exprs.constant;
import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cells that are one of the operators however they are written, and cells that only look like one. */
class RecognitionTest {
    @Test
    void of_interpolatedUpdate_isGru() {
        Optional<Recurrence> found = recognize(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr f = sigmoid(cell.linear("f", x, h));
            Expr r = sigmoid(cell.linear("r", x, h));
            Expr c = tanh(cell.linear("c", x, r.mul(h)));
            cell.next("h", h.add(f.mul(c.sub(h))));
        });
        assertThat(found).hasValueSatisfying(gru -> {
            assertThat(gru.kind()).isEqualTo(RecurrentKind.GRU);
            assertThat(gru.linearBeforeReset()).isFalse();
            assertThat(gru.hasUsualFunctions()).isTrue();
        });
    }

    @Test
    void of_complementedGatesAndMirroredCandidate_isGru() {
        Optional<Recurrence> found = recognize(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr z = sigmoid(cell.linear("z", x, h).neg()).oneMinus();
            Expr keep = constant(1).sub(sigmoid(cell.linear("r", x, h)));
            Expr share = cell.fromState("c", h);
            Expr c = tanh(cell.fromInput("c", x).add(share).sub(keep.mul(share)).neg())
                    .neg();
            cell.next("h", c.sub(z.mul(c)).add(h.mul(z)));
        });
        assertThat(found).hasValueSatisfying(gru -> {
            assertThat(gru.kind()).isEqualTo(RecurrentKind.GRU);
            assertThat(gru.linearBeforeReset()).isTrue();
        });
    }

    @Test
    void of_complementedResetBeforeProduct_isGru() {
        Optional<Recurrence> found = recognize(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr z = sigmoid(cell.linear("z", x, h));
            Expr forget = sigmoid(cell.linear("r", x, h)).oneMinus();
            Expr c = tanh(cell.linear("c", x, forget.mul(h)));
            cell.next("h", z.mul(h).add(z.oneMinus().mul(c)));
        });
        assertThat(found)
                .hasValueSatisfying(gru -> assertThat(gru.linearBeforeReset()).isFalse());
    }

    @Test
    void of_joinedWeights_isGru() {
        Optional<Recurrence> found = recognize(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            int n = cell.hiddenSize();
            Expr w = cell.parameter("w", Dims.of(3 * n, cell.inputSize()), new Initializers.Constant(0.1));
            Expr u = cell.parameter("u", Dims.of(n, 3 * n), new Initializers.Constant(0.1));
            Expr b = cell.parameter("b", Dims.of(3 * n), new Initializers.Constant(0.1));
            Expr fromInput = x.matmulTransposed(w).add(b);
            Expr fromState = h.matmul(u);
            Expr z = sigmoid(fromInput.add(fromState).slice(-1, 0, n));
            Expr r = sigmoid(fromInput.slice(-1, n, 2 * n).add(fromState.slice(-1, n, 2 * n)));
            Expr c = tanh(fromInput.slice(-1, 2 * n, 3 * n).add(r.mul(fromState.slice(-1, 2 * n, 3 * n))));
            cell.next("h", z.mul(h.sub(c)).add(c));
        });
        assertThat(found).hasValueSatisfying(gru -> assertThat(gru.kind()).isEqualTo(RecurrentKind.GRU));
    }

    @Test
    void of_joinedOperandsAndCellStateFirst_isLstm() {
        Optional<Recurrence> found = recognize(cell -> {
            Expr x = cell.input();
            Expr c = cell.state("memory");
            Expr h = cell.state("shown");
            int n = cell.hiddenSize();
            Expr w = cell.parameter("w", Dims.of(4 * n, cell.inputSize() + n), new Initializers.Constant(0.1));
            Expr all = Exprs.concat(-1, List.of(x, h)).matmulTransposed(w);
            Expr write = sigmoid(all.slice(-1, 0, n));
            Expr keep = sigmoid(all.slice(-1, n, 2 * n).add(1));
            Expr show = sigmoid(all.slice(-1, 2 * n, 3 * n));
            Expr fresh = tanh(all.slice(-1, 3 * n, 4 * n));
            Expr memory = fresh.mul(write).add(c.mul(keep));
            cell.next("memory", memory);
            Expr shown = tanh(memory).mul(show);
            cell.next("shown", shown);
            cell.output(shown);
        });
        assertThat(found).hasValueSatisfying(lstm -> {
            assertThat(lstm.kind()).isEqualTo(RecurrentKind.LSTM);
            assertThat(lstm.initialHidden().describe()).contains("shown");
        });
    }

    @Test
    void of_reluNetwork_isRnnWithItsActivation() {
        Optional<Recurrence> found = recognize(cell -> {
            Expr h = cell.state("h");
            cell.next("h", Exprs.relu(cell.fromState("h", h).add(cell.fromInput("h", cell.input()))));
        });
        assertThat(found).hasValueSatisfying(rnn -> {
            assertThat(rnn.kind()).isEqualTo(RecurrentKind.RNN);
            assertThat(rnn.activations()).containsExactly(OnnxActivation.of("Relu"));
        });
    }

    @Test
    void of_hardGates_isGruWithThem() {
        for (boolean after : new boolean[] {true, false}) {
            Optional<Recurrence> found = recognize(cell -> {
                Expr x = cell.input();
                Expr h = cell.state("h");
                Expr z = hardSigmoid(cell.linear("z", x, h));
                Expr r = hardSigmoid(cell.linear("r", x, h));
                Expr share = after ? r.mul(cell.fromState("c", h)) : cell.fromState("c", r.mul(h));
                Expr c = Exprs.relu(cell.fromInput("c", x).add(share));
                cell.next("h", z.oneMinus().mul(c).add(z.mul(h)));
            });
            assertThat(found).hasValueSatisfying(gru -> {
                assertThat(gru.linearBeforeReset()).isEqualTo(after);
                assertThat(gru.activations())
                        .containsExactly(OnnxActivation.of("HardSigmoid", 0.2, 0.5), OnnxActivation.of("Relu"));
            });
        }
    }

    private static Expr hardSigmoid(Expr x) {
        return Exprs.min(Exprs.max(x.mul(0.2).add(0.5), constant(0)), constant(1));
    }

    @Test
    void of_linearNetwork_isRnnOfTheIdentity() {
        assertThat(recognize(cell -> {
                    Expr h = cell.state("h");
                    cell.next("h", cell.linear("h", cell.input(), h));
                }))
                .hasValueSatisfying(
                        rnn -> assertThat(rnn.activations()).containsExactly(OnnxActivation.of("Affine", 1, 0)));
    }

    @Test
    void of_oneGateForTwoPurposes_isNone() {
        assertThat(recognize(cell -> {
                    Expr x = cell.input();
                    Expr h = cell.state("h");
                    Expr f = sigmoid(cell.linear("f", x, h));
                    Expr c = tanh(cell.linear("c", x, f.mul(h)));
                    cell.next("h", h.add(f.mul(c.sub(h))));
                }))
                .isEmpty();
    }

    @Test
    void of_gateThatKeepsAndTakesAtOnce_isNone() {
        assertThat(recognize(cell -> {
                    Expr x = cell.input();
                    Expr h = cell.state("h");
                    Expr z = sigmoid(cell.linear("z", x, h));
                    Expr r = sigmoid(cell.linear("r", x, h));
                    Expr c = tanh(cell.linear("c", x, r.mul(h)));
                    cell.next("h", z.mul(h).add(z.mul(c)));
                }))
                .isEmpty();
    }

    @Test
    void of_inputBesideTheProducts_isNone() {
        assertThat(recognize(cell -> {
                    Expr x = cell.input();
                    Expr h = cell.state("h");
                    cell.next("h", tanh(cell.linear("h", x, h).add(x)));
                }))
                .isEmpty();
    }

    @Test
    void of_outputOfItsOwn_isNone() {
        assertThat(recognize(cell -> {
                    Expr h = cell.state("h");
                    Expr next = tanh(cell.linear("h", cell.input(), h));
                    cell.next("h", next);
                    cell.output(next.mul(2));
                }))
                .isEmpty();
    }

    @Test
    void of_endlessExpansion_isNoneWithoutEffort() {
        assertThat(recognize(cell -> {
                    Expr h = cell.state("h");
                    Expr sum = cell.linear("h", cell.input(), h);
                    for (int i = 0; i < 20; i++) {
                        sum = sum.add(h).mul(sum);
                    }
                    cell.next("h", tanh(sum));
                }))
                .isEmpty();
    }

    static Optional<Recurrence> recognize(Cell cell) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, 4));
        Network network = SequenceModel.build(config, new ModelInput.Features(4), 2, Network.Mode.WITH_STATES);
        return network.graph().expressions().stream()
                .filter(expr -> expr.op() instanceof Scan)
                .map(Recognition::of)
                .findFirst()
                .orElseThrow();
    }
}
