package dev.sluice.cells;

import static dev.sluice.cells.Paper.complement;
import static dev.sluice.cells.Paper.each;
import static dev.sluice.cells.Paper.mix;
import static dev.sluice.cells.Paper.plus;
import static dev.sluice.cells.Paper.sigmoid;
import static dev.sluice.cells.Paper.tanh;
import static dev.sluice.cells.Paper.times;

import dev.sluice.core.model.Cell;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Equations written a second time: normalized, factored, deep and exponential cells. */
class LaterPapersTest {
    private static final int INPUTS = 3;
    private static final int HIDDEN = 4;

    private static void check(Cell cell, Paper paper) {
        PaperTrial.check(cell, paper, INPUTS, HIDDEN);
    }

    private static double[] get(Map<String, double[]> states, String name) {
        return Objects.requireNonNull(states.get(name), name);
    }

    /** The paper's printing on one joined vector. */
    private static double[] layerNorm(double[] a, double[] gain, double epsilon) {
        double mean = Arrays.stream(a).sum() / a.length;
        double variance = Arrays.stream(a).map(v -> (v - mean) * (v - mean)).sum() / a.length;
        return times(gain, each(a, v -> (v - mean) / Math.sqrt(variance + epsilon)));
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] part(double[] whole, int index) {
        return Arrays.copyOfRange(whole, index * HIDDEN, (index + 1) * HIDDEN);
    }

    @Test
    void fastGrnn_fullMatrices_isThePapers() {
        check(FastGrnn.defaults(), fastGrnn((w, x) -> w.times("W_h", x), (w, h) -> w.times("U_h", h)));
    }

    @Test
    void fastGrnn_lowRanks_isTheSameWithFactoredMatrices() {
        check(new FastGrnn(2, 3), fastGrnn((w, x) -> factored(w, "W", 2, x), (w, h) -> factored(w, "U", 3, h)));
    }

    private static double[] factored(Paper.Weights w, String name, int rank, double[] x) {
        double[] out = new double[HIDDEN];
        for (int row = 0; row < HIDDEN; row++) {
            for (int k = 0; k < x.length; k++) {
                for (int r = 0; r < rank; r++) {
                    out[row] += w.v(name + "_1")[row * rank + r] * w.v(name + "_2")[k * rank + r] * x[k];
                }
            }
        }
        return out;
    }

    /** A product with one of the cell's matrices. */
    private interface Product {
        double[] of(Paper.Weights w, double[] x);
    }

    private static Paper fastGrnn(Product input, Product recurrent) {
        return Paper.ofState((w, x, h) -> {
            double[] a = plus(input.of(w, x), recurrent.of(w, h));
            double[] z = sigmoid(plus(a, w.v("b_z")));
            double[] n = tanh(plus(a, w.v("b_h")));
            double zeta = sigmoid(w.v("zeta"))[0];
            double nu = sigmoid(w.v("nu"))[0];
            double[] share = each(z, v -> zeta * (1 - v) + nu);
            return plus(times(share, n), times(z, h));
        });
    }

    @Test
    void layerNormLstm_randomWeights_isThePapers() {
        double epsilon = 1e-3;
        check(new LayerNormLstm(1, epsilon), (w, x, states) -> {
            double[] h = get(states, "h");
            double[] seen = joined(w.times("W_i", x), w.times("W_f", x), w.times("W_g", x), w.times("W_o", x));
            double[] known = joined(w.times("U_i", h), w.times("U_f", h), w.times("U_g", h), w.times("U_o", h));
            double[] seenGain = joined(w.v("alpha_i_x"), w.v("alpha_f_x"), w.v("alpha_g_x"), w.v("alpha_o_x"));
            double[] knownGain = joined(w.v("alpha_i_h"), w.v("alpha_f_h"), w.v("alpha_g_h"), w.v("alpha_o_h"));
            double[] gates = plus(
                    layerNorm(seen, seenGain, epsilon),
                    layerNorm(known, knownGain, epsilon),
                    joined(w.v("b_i"), w.v("b_f"), w.v("b_g"), w.v("b_o")));
            double[] kept = times(sigmoid(part(gates, 1)), get(states, "c"));
            double[] memory = plus(kept, times(sigmoid(part(gates, 0)), tanh(part(gates, 2))));
            double[] shown = plus(layerNorm(memory, w.v("alpha_c"), epsilon), w.v("b_c"));
            states.put("c", memory);
            states.put("h", times(sigmoid(part(gates, 3)), tanh(shown)));
            return get(states, "h");
        });
    }

    @Test
    void layerNormGru_randomWeights_isThePapers() {
        double epsilon = 1e-3;
        check(new LayerNormGru(epsilon), Paper.ofState((w, x, h) -> {
            double[] gates = sigmoid(plus(
                    layerNorm(
                            joined(w.times("W_r", x), w.times("W_z", x)),
                            joined(w.v("alpha_r_x"), w.v("alpha_z_x")),
                            epsilon),
                    layerNorm(
                            joined(w.times("U_r", h), w.times("U_z", h)),
                            joined(w.v("alpha_r_h"), w.v("alpha_z_h")),
                            epsilon),
                    joined(w.v("b_r"), w.v("b_z"))));
            double[] seen = plus(layerNorm(w.times("W_n", x), w.v("alpha_n_x"), epsilon), w.v("b_n"));
            double[] known = plus(layerNorm(w.times("U_n", h), w.v("alpha_n_h"), epsilon), w.v("bh_n"));
            return mix(part(gates, 1), h, tanh(plus(seen, times(part(gates, 0), known))));
        }));
    }

    @Test
    void recurrentHighway_depthThree_isThePapers() {
        for (boolean coupled : new boolean[] {true, false}) {
            check(new RecurrentHighway(3, -1, coupled), Paper.ofState((w, x, h) -> {
                double[] s = h;
                for (int layer = 1; layer <= 3; layer++) {
                    double[] n = tanh(highway(w, "n" + layer, x, s));
                    double[] t = sigmoid(highway(w, "t" + layer, x, s));
                    double[] c = coupled ? complement(t) : sigmoid(highway(w, "c" + layer, x, s));
                    s = plus(times(n, t), times(s, c));
                }
                return s;
            }));
        }
    }

    private static double[] highway(Paper.Weights w, String gate, double[] x, double[] s) {
        return gate.endsWith("1") ? w.gate(gate, x, s) : plus(w.times("U_" + gate, s), w.v("b_" + gate));
    }

    /** Computed without the stabilizer: C and n as the paper has them, and a 1 where y is divided. */
    @Test
    void mlstm_oneAndTwoHeads_isThePapersWithoutItsStabilizer() {
        for (int heads : new int[] {1, 2}) {
            int size = HIDDEN / heads;
            check(new Mlstm(heads, 1), (w, x, states) -> {
                double[] q = w.seen("q", x);
                double[] k = each(w.seen("k", x), value -> value / Math.sqrt(size));
                double[] v = w.seen("v", x);
                double[] input = plus(w.times("w_i", x), w.v("b_i"));
                double[] f = sigmoid(plus(w.times("w_f", x), w.v("b_f")));
                double[] m = get(states, "m").clone();
                double[] memory = get(states, "C").clone();
                double[] weight = get(states, "n").clone();
                double[] read = new double[HIDDEN];
                for (int head = 0; head < heads; head++) {
                    double scale = Math.exp(m[head]);
                    m[head] = Math.max(Math.log(f[head]) + m[head], input[head]);
                    double share = 0;
                    for (int a = 0; a < size; a++) {
                        int at = head * size + a;
                        weight[at] = f[head] * scale * weight[at] + Math.exp(input[head]) * k[at];
                        share += weight[at] * q[at];
                    }
                    for (int a = 0; a < size; a++) {
                        int row = head * size + a;
                        for (int b = 0; b < size; b++) {
                            int column = head * size + b;
                            int at = row * size + b;
                            double written = Math.exp(input[head]) * v[row] * k[column];
                            memory[at] = f[head] * scale * memory[at] + written;
                            read[row] += memory[at] * q[column] / Math.max(Math.abs(share), 1);
                            memory[at] *= Math.exp(-m[head]);
                        }
                        weight[row] *= Math.exp(-m[head]);
                    }
                }
                states.put("m", m);
                states.put("C", memory);
                states.put("n", weight);
                return times(sigmoid(w.seen("o", x)), read);
            });
        }
    }

    /** Computed without the stabilizer, which only scales the c and n that are carried on. */
    @Test
    void slstm_bothForgetGates_isThePapersWithoutItsStabilizer() {
        for (Slstm.Forget forget : Slstm.Forget.values()) {
            check(new Slstm(forget, 1), (w, x, states) -> {
                double[] h = get(states, "h");
                double[] m = get(states, "m");
                double[] i = each(w.gate("i", x, h), Math::exp);
                double[] forgetInput = w.gate("f", x, h);
                double[] f = forget == Slstm.Forget.SIGMOID ? sigmoid(forgetInput) : each(forgetInput, Math::exp);
                double[] scale = each(m, Math::exp);
                double[] taken = times(i, tanh(w.gate("g", x, h)));
                double[] memory = plus(times(f, scale, get(states, "c")), taken);
                double[] weight = plus(times(f, scale, get(states, "n")), i);
                boolean first = Arrays.stream(get(states, "n")).allMatch(v -> v == 0);
                double[] stabilizer = new double[HIDDEN];
                for (int k = 0; k < HIDDEN; k++) {
                    double input = Math.log(i[k]);
                    stabilizer[k] = first ? input : Math.max(Math.log(f[k]) + m[k], input);
                }
                double[] state = times(sigmoid(w.gate("o", x, h)), memory, each(weight, v -> 1 / v));
                states.put("c", times(memory, each(stabilizer, v -> Math.exp(-v))));
                states.put("n", times(weight, each(stabilizer, v -> Math.exp(-v))));
                states.put("m", stabilizer);
                states.put("h", state);
                return state;
            });
        }
    }
}
