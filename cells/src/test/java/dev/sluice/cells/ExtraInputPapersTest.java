package dev.sluice.cells;

import static dev.sluice.cells.Paper.complement;
import static dev.sluice.cells.Paper.each;
import static dev.sluice.cells.Paper.mix;
import static dev.sluice.cells.Paper.plus;
import static dev.sluice.cells.Paper.sigmoid;
import static dev.sluice.cells.Paper.tanh;
import static dev.sluice.cells.Paper.times;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Cells that read more than the sequence from below, held against their papers' equations. */
class ExtraInputPapersTest {
    private static final int HIDDEN = 4;

    private static double[] get(Map<String, double[]> states, String name) {
        return Objects.requireNonNull(states.get(name), name);
    }

    /** Equations 2 to 9, with the last value itself as the state, where the cell keeps its distance from the mean. */
    @Test
    void gruD_randomMasksAndGaps_isThePapers() {
        Paper paper = (w, x, states) -> {
            double[] m = w.v("mask");
            double[] delta = w.v("delta");
            double[] mean = w.v("mean");
            double[] last = plus(get(states, "last"), mean);
            double[] inputDecay = decay(plus(times(w.v("w_x"), delta), w.v("b_x")));
            double[] stateDecay = decay(w.seen("decay", delta));
            double[] filled = plus(times(inputDecay, last), times(complement(inputDecay), mean));
            double[] seen = plus(times(m, x), times(complement(m), filled));
            double[] h = times(stateDecay, get(states, "h"));
            double[] r = sigmoid(plus(w.gate("r", seen, h), w.times("V_r", m)));
            double[] z = sigmoid(plus(w.gate("z", seen, h), w.times("V_z", m)));
            double[] n = tanh(plus(w.gate("n", seen, times(r, h)), w.times("V_n", m)));
            double[] next = mix(z, h, n);
            states.put("h", next);
            double[] measured = plus(times(m, x), times(complement(m), last));
            states.put("last", plus(measured, each(mean, v -> -v)));
            return next;
        };
        PaperTrial.check(new GruD(), paper, 3, HIDDEN, 1);
    }

    private static double[] decay(double[] rate) {
        return each(rate, v -> Math.exp(-Math.max(0, v)));
    }

    @Test
    void timeLstm_randomGaps_isThePapers() {
        Paper paper = (w, x, states) -> {
            double[] h = get(states, "h");
            double[] c = get(states, "c");
            double[] gap = w.v("gap");
            double[] i = sigmoid(plus(w.gate("i", x, h), times(w.v("p_i"), c)));
            double[] f = sigmoid(plus(w.gate("f", x, h), times(w.v("p_f"), c)));
            double[] time = sigmoid(plus(w.seen("t", x), sigmoid(w.times("w_t", gap))));
            double[] memory = plus(times(f, c), times(i, time, tanh(w.gate("g", x, h))));
            double[] o = sigmoid(plus(w.gate("o", x, h), w.times("w_o", gap), times(w.v("p_o"), memory)));
            states.put("c", memory);
            states.put("h", times(o, tanh(memory)));
            return get(states, "h");
        };
        PaperTrial.check(TimeLstm.defaults(), paper, 3, HIDDEN);
    }

    /** Equations 2 to 8, with the phase by Java's own remainder. */
    @Test
    void phasedLstm_randomTimes_isThePapers() {
        double leak = 0.01;
        Paper paper = (w, x, states) -> {
            double[] h = get(states, "h");
            double[] c = get(states, "c");
            double t = w.v("time")[0];
            double[] i = sigmoid(plus(w.gate("i", x, h), times(w.v("p_i"), c)));
            double[] f = sigmoid(plus(w.gate("f", x, h), times(w.v("p_f"), c)));
            double[] memory = plus(times(f, c), times(i, tanh(w.gate("g", x, h))));
            double[] o = sigmoid(plus(w.gate("o", x, h), times(w.v("p_o"), memory)));
            double[] k = new double[HIDDEN];
            for (int unit = 0; unit < HIDDEN; unit++) {
                double period = w.v("tau")[unit];
                double share = w.v("r")[unit];
                double within = (t - w.v("s")[unit]) % period;
                double phase = (within * period < 0 ? within + period : within) / period;
                if (phase < share / 2) {
                    k[unit] = 2 * phase / share;
                } else if (phase < share) {
                    k[unit] = 2 - 2 * phase / share;
                } else {
                    k[unit] = leak * phase;
                }
            }
            states.put("c", mix(k, c, memory));
            states.put("h", mix(k, h, times(o, tanh(memory))));
            return get(states, "h");
        };
        PaperTrial.check(new PhasedLstm(1, 4, 0.5, leak), paper, 3, HIDDEN);
    }

    /** The paper's matrix form: one large matrix A of blocks, [a_1, .., a_N] = A' [h_1, .., h_N] + b. */
    @Test
    void ggnn_twoKindsThreeRounds_isThePapers() {
        int nodes = 3;
        int kinds = 2;
        int rounds = 3;
        Paper paper = (w, x, states) -> {
            double[] h = get(states, "h").clone();
            int features = x.length / nodes;
            for (int v = 0; v < nodes; v++) {
                for (int f = 0; f < features; f++) {
                    h[v * HIDDEN + f] += x[v * features + f];
                }
            }
            double[][] blocks = blocks(w, nodes, kinds);
            for (int round = 0; round < rounds; round++) {
                double[] next = new double[h.length];
                for (int v = 0; v < nodes; v++) {
                    double[] a = new double[2 * HIDDEN];
                    for (int row = 0; row < a.length; row++) {
                        a[row] = w.v("b")[row];
                        for (int column = 0; column < h.length; column++) {
                            a[row] += blocks[v * 2 * HIDDEN + row][column] * h[column];
                        }
                    }
                    double[] old = Arrays.copyOfRange(h, v * HIDDEN, (v + 1) * HIDDEN);
                    double[] z = sigmoid(plus(w.times("W_z", a), w.times("U_z", old)));
                    double[] r = sigmoid(plus(w.times("W_r", a), w.times("U_r", old)));
                    double[] n = tanh(plus(w.times("W_n", a), w.times("U_n", times(r, old))));
                    System.arraycopy(mix(z, old, n), 0, next, v * HIDDEN, HIDDEN);
                }
                h = next;
            }
            states.put("h", h);
            return h;
        };
        // One layer: the layer above would see as many features as all nodes have.
        PaperTrial.check(new Ggnn(nodes, kinds, rounds), paper, 2 * nodes, HIDDEN, 1);
    }

    /** {@code [N·2H, N·H]}: for node v, the rows of what comes along its edges and of what comes against them. */
    private static double[][] blocks(Paper.Weights w, int nodes, int kinds) {
        double[][] blocks = new double[nodes * 2 * HIDDEN][nodes * HIDDEN];
        for (int kind = 0; kind < kinds; kind++) {
            for (int from = 0; from < nodes; from++) {
                for (int to = 0; to < nodes; to++) {
                    double edge = w.v("adjacency")[(kind * nodes + from) * nodes + to];
                    for (int row = 0; row < HIDDEN; row++) {
                        for (int column = 0; column < HIDDEN; column++) {
                            int at = row * HIDDEN + column;
                            blocks[to * 2 * HIDDEN + row][from * HIDDEN + column] += edge * w.v("P_" + (kind + 1))[at];
                            blocks[from * 2 * HIDDEN + HIDDEN + row][to * HIDDEN + column] +=
                                    edge * w.v("Q_" + (kind + 1))[at];
                        }
                    }
                }
            }
        }
        return blocks;
    }
}
