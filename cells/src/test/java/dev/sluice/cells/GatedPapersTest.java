package dev.sluice.cells;

import static dev.sluice.cells.Paper.complement;
import static dev.sluice.cells.Paper.each;
import static dev.sluice.cells.Paper.minus;
import static dev.sluice.cells.Paper.mix;
import static dev.sluice.cells.Paper.plus;
import static dev.sluice.cells.Paper.sigmoid;
import static dev.sluice.cells.Paper.tanh;
import static dev.sluice.cells.Paper.times;

import dev.sluice.core.model.Cell;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Equations written a second time: cells with a memory, and those whose gates see the input alone. */
class GatedPapersTest {
    private static final int INPUTS = 3;
    private static final int HIDDEN = 4;

    private static void check(Cell cell, Paper paper) {
        PaperTrial.check(cell, paper, INPUTS, HIDDEN);
    }

    private static double[] get(Map<String, double[]> states, String name) {
        return Objects.requireNonNull(states.get(name), name);
    }

    private static double[] keep(Map<String, double[]> states, double[] memory, double[] state) {
        states.put("c", memory);
        states.put("h", state);
        return state;
    }

    @Test
    void lstm_peephole_looksAtTheMemory() {
        check(Lstm.defaults().withPeephole(true), (w, x, states) -> {
            double[] h = get(states, "h");
            double[] c = get(states, "c");
            double[] i = sigmoid(plus(w.gate("i", x, h), times(w.v("p_i"), c)));
            double[] f = sigmoid(plus(w.gate("f", x, h), times(w.v("p_f"), c)));
            double[] memory = plus(times(f, c), times(i, tanh(w.gate("g", x, h))));
            double[] o = sigmoid(plus(w.gate("o", x, h), times(w.v("p_o"), memory)));
            return keep(states, memory, times(o, tanh(memory)));
        });
    }

    @Test
    void lstm_coupled_takesWhatIsForgotten() {
        check(Lstm.defaults().withCoupled(true), (w, x, states) -> {
            double[] h = get(states, "h");
            double[] f = sigmoid(w.gate("f", x, h));
            double[] memory = mix(f, tanh(w.gate("g", x, h)), get(states, "c"));
            return keep(states, memory, times(sigmoid(w.gate("o", x, h)), tanh(memory)));
        });
    }

    @Test
    void lstm_projection_narrowsTheState() {
        check(Lstm.defaults().withProjection(2), (w, x, states) -> {
            double[] h = get(states, "h");
            double[] f = sigmoid(w.gate("f", x, h));
            double[] i = sigmoid(w.gate("i", x, h));
            double[] memory = plus(times(f, get(states, "c")), times(i, tanh(w.gate("g", x, h))));
            return keep(states, memory, w.times("W_p", times(sigmoid(w.gate("o", x, h)), tanh(memory))));
        });
    }

    @Test
    void atr_randomWeights_isThePapers() {
        check(new Atr(), Paper.ofState((w, x, h) -> {
            double[] p = w.seen("p", x);
            double[] q = w.times("U_q", h);
            return plus(times(sigmoid(plus(p, q)), p), times(sigmoid(plus(p, minus(q))), h));
        }));
    }

    @Test
    void ran_bothOutputs_isThePapers() {
        for (Ran.Output output : Ran.Output.values()) {
            check(new Ran(output), (w, x, states) -> {
                double[] h = get(states, "h");
                double[] i = sigmoid(w.gate("i", x, h));
                double[] f = sigmoid(w.gate("f", x, h));
                double[] memory = plus(times(i, w.times("W_c", x)), times(f, get(states, "c")));
                return keep(states, memory, output == Ran.Output.TANH ? tanh(memory) : memory);
            });
        }
    }

    @Test
    void sru_inputAsItIsAndProjected_isThePapers() {
        double bias = -0.5;
        Paper paper = (w, x, states) -> {
            double[] c = get(states, "c");
            double[] f = sigmoid(plus(w.times("W_f", x), times(w.v("v_f"), c), w.v("b_f")));
            double[] r = sigmoid(plus(w.times("W_r", x), times(w.v("v_r"), c), w.v("b_r")));
            double[] memory = mix(f, w.times("W_c", x), c);
            states.put("c", memory);
            double[] input = w.has("W_x") ? w.times("W_x", x) : x;
            return mix(r, each(input, a -> a * Math.sqrt(1 + 2 * Math.exp(bias))), memory);
        };
        PaperTrial.check(new Sru(bias), paper, HIDDEN, HIDDEN);
        PaperTrial.check(new Sru(bias), paper, INPUTS, HIDDEN);
    }

    @Test
    void qrnn_eachPooling_isThePapers() {
        check(
                new Qrnn(Qrnn.Pooling.F),
                Paper.ofState((w, x, h) -> mix(sigmoid(w.seen("f", x)), tanh(w.seen("z", x)), h)));
        check(new Qrnn(Qrnn.Pooling.FO), (w, x, states) -> {
            double[] memory = mix(sigmoid(w.seen("f", x)), tanh(w.seen("z", x)), get(states, "c"));
            states.put("c", memory);
            return times(sigmoid(w.seen("o", x)), memory);
        });
        check(new Qrnn(Qrnn.Pooling.IFO), (w, x, states) -> {
            double[] kept = times(sigmoid(w.seen("f", x)), get(states, "c"));
            double[] memory = plus(kept, times(sigmoid(w.seen("i", x)), tanh(w.seen("z", x))));
            states.put("c", memory);
            return times(sigmoid(w.seen("o", x)), memory);
        });
    }

    @Test
    void janet_beta_isThePapers() {
        double beta = 0.7;
        check(new Janet(beta, 0), Paper.ofState((w, x, h) -> {
            double[] s = w.gate("f", x, h);
            double[] taken = complement(sigmoid(each(s, a -> a - beta)));
            return plus(times(sigmoid(s), h), times(taken, tanh(w.gate("n", x, h))));
        }));
    }

    private static double[] positive(double[] a) {
        return each(a, v -> v >= 0 ? v + 0.5 : 1 / (1 + Math.exp(-v)));
    }

    @Test
    void minGru_bothCandidates_isThePapers() {
        check(MinGru.defaults(), Paper.ofState((w, x, h) -> mix(sigmoid(w.seen("z", x)), h, w.seen("n", x))));
        check(
                new MinGru(MinimalCandidate.POSITIVE),
                Paper.ofState((w, x, h) -> mix(sigmoid(w.seen("z", x)), h, positive(w.seen("n", x)))));
    }

    @Test
    void minLstm_bothCandidates_isThePapers() {
        for (MinimalCandidate candidate : MinimalCandidate.values()) {
            check(new MinLstm(candidate), Paper.ofState((w, x, h) -> {
                double[] f = sigmoid(w.seen("f", x));
                double[] i = sigmoid(w.seen("i", x));
                double[] n = w.seen("n", x);
                double[] share = each(plus(f, i), a -> 1 / a);
                double[] taken = candidate == MinimalCandidate.LINEAR ? n : positive(n);
                return plus(times(f, share, h), times(i, share, taken));
            }));
        }
    }
}
