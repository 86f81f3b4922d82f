package dev.sluice.cells;

import static dev.sluice.cells.Paper.complement;
import static dev.sluice.cells.Paper.mix;
import static dev.sluice.cells.Paper.plus;
import static dev.sluice.cells.Paper.relu;
import static dev.sluice.cells.Paper.sigmoid;
import static dev.sluice.cells.Paper.tanh;
import static dev.sluice.cells.Paper.times;

import dev.sluice.core.model.Cell;
import org.junit.jupiter.api.Test;

/** Equations written a second time: networks without gates and cells of the GRU's family. */
class SimplePapersTest {
    private static final int INPUTS = 3;
    private static final int HIDDEN = 4;

    private static void check(Cell cell, Paper paper) {
        PaperTrial.check(cell, paper, INPUTS, HIDDEN);
    }

    @Test
    void irnn_randomWeights_isTheReluNetwork() {
        check(Irnn.defaults(), Paper.ofState((w, x, h) -> relu(w.gate("h", x, h))));
    }

    @Test
    void indRnn_randomWeights_isThePapers() {
        check(
                IndRnn.defaults(),
                Paper.ofState((w, x, h) -> relu(plus(w.times("W_h", x), times(w.v("u"), h), w.v("b_h")))));
        check(
                new IndRnn(Activation.TANH),
                Paper.ofState((w, x, h) -> tanh(plus(w.times("W_h", x), times(w.v("u"), h), w.v("b_h")))));
    }

    @Test
    void gru1_randomWeights_isThePapers() {
        check(new Gru1(), Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(plus(w.times("U_z", h), w.v("b_z")));
            double[] r = sigmoid(plus(w.times("U_r", h), w.v("b_r")));
            return mix(z, h, tanh(w.gate("n", x, times(r, h))));
        }));
    }

    @Test
    void gru2_randomWeights_isThePapers() {
        check(new Gru2(), Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.times("U_z", h));
            double[] r = sigmoid(w.times("U_r", h));
            return mix(z, h, tanh(w.gate("n", x, times(r, h))));
        }));
    }

    @Test
    void gru3_randomWeights_isThePapers() {
        check(new Gru3(), Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.v("b_z"));
            double[] r = sigmoid(w.v("b_r"));
            return mix(z, h, tanh(w.gate("n", x, times(r, h))));
        }));
    }

    @Test
    void gru_resetBefore_isThePapers() {
        check(Gru.defaults().withReset(Gru.Reset.BEFORE), Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.gate("z", x, h));
            double[] r = sigmoid(w.gate("r", x, h));
            return mix(z, tanh(w.gate("n", x, times(r, h))), h);
        }));
    }

    @Test
    void gru_resetComplement_multipliesByOneMinusR() {
        check(Gru.defaults().withReset(Gru.Reset.COMPLEMENT), Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.gate("z", x, h));
            double[] r = sigmoid(w.gate("r", x, h));
            return mix(z, tanh(w.gate("n", x, times(complement(r), h))), h);
        }));
    }

    @Test
    void gru_resetResult_multipliesTheCandidate() {
        Gru gru = new Gru(Gru.Reset.RESULT, Activation.TANH, Gru.Update.TAKE, 0);
        check(gru, Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.gate("z", x, h));
            double[] r = sigmoid(w.gate("r", x, h));
            double[] c = tanh(w.gate("n", x, h));
            return plus(times(complement(z), h), times(z, r, c));
        }));
    }

    @Test
    void gru_relu_isTheCandidatesActivation() {
        Gru gru = new Gru(Gru.Reset.AFTER, Activation.RELU, Gru.Update.TAKE, 0);
        check(gru, Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.gate("z", x, h));
            double[] r = sigmoid(w.gate("r", x, h));
            double[] inside = plus(w.times("U_n", h), w.v("bh_n"));
            return mix(z, h, relu(plus(w.seen("n", x), times(r, inside))));
        }));
    }

    /** The input as it is needs as many features as the state; the second layer reads twice as many. */
    private static double[] asItIs(Paper.Weights w, double[] x) {
        return w.has("W_x") ? w.times("W_x", x) : x;
    }

    @Test
    void mut1_inputAsItIsAndProjected_isThePapers() {
        Paper paper = Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.seen("z", x));
            double[] r = sigmoid(w.gate("r", x, h));
            double[] inside = plus(w.times("U_n", times(r, h)), tanh(asItIs(w, x)), w.v("b_n"));
            return plus(times(tanh(inside), z), times(h, complement(z)));
        });
        PaperTrial.check(new Mut1(), paper, HIDDEN, HIDDEN);
        PaperTrial.check(new Mut1(), paper, INPUTS, HIDDEN);
    }

    @Test
    void mut2_inputAsItIsAndProjected_isThePapers() {
        Paper paper = Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(w.gate("z", x, h));
            double[] r = sigmoid(plus(asItIs(w, x), w.times("U_r", h), w.v("b_r")));
            double[] n = tanh(plus(w.times("U_n", times(r, h)), w.times("W_n", x), w.v("b_n")));
            return plus(times(n, z), times(h, complement(z)));
        });
        PaperTrial.check(new Mut2(), paper, HIDDEN, HIDDEN);
        PaperTrial.check(new Mut2(), paper, INPUTS, HIDDEN);
    }

    @Test
    void mut3_randomWeights_isThePapers() {
        check(new Mut3(), Paper.ofState((w, x, h) -> {
            double[] z = sigmoid(plus(w.times("W_z", x), w.times("U_z", tanh(h)), w.v("b_z")));
            double[] r = sigmoid(w.gate("r", x, h));
            double[] n = tanh(plus(w.times("U_n", times(r, h)), w.times("W_n", x), w.v("b_n")));
            return plus(times(n, z), times(h, complement(z)));
        }));
    }

    @Test
    void mgu_randomWeights_isThePapers() {
        check(Mgu.defaults(), Paper.ofState((w, x, h) -> {
            double[] f = sigmoid(w.gate("f", x, h));
            return mix(f, h, tanh(w.gate("n", x, times(f, h))));
        }));
    }

    @Test
    void ugrnn_randomWeights_isThePapers() {
        check(Ugrnn.defaults(), Paper.ofState((w, x, h) -> {
            double[] g = sigmoid(w.gate("g", x, h));
            double[] c = tanh(w.gate("n", x, h));
            return plus(times(g, h), times(complement(g), c));
        }));
    }
}
