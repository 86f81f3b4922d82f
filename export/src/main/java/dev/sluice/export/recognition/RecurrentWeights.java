package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The weights of one direction in the operator's form, gates in the operator's order.
 *
 * @param w {@code [G·H, I]}
 * @param r {@code [G·H, H]}
 * @param b {@code [2·G·H]}: all input biases, then all recurrent ones
 * @param p {@code [3·H]}: peepholes of the gates i, o, f; zeros for none
 * @param s {@code [P, H]}: an LSTM's projection; r is then {@code [G·H, P]}
 */
public record RecurrentWeights(Array64 w, Array64 r, Array64 b, Array64 p, Optional<Array64> s) {
    private static final int LOOKING_GATES = 3;

    /**
     * Sums the parts of each gate.
     *
     * @param captures gives the value of a capture by its index
     */
    static RecurrentWeights bind(
            Equations equations, int inputs, int hidden, int outputs, IntFunction<Array64> captures) {
        RecurrentKind kind = equations.kind();
        int rows = kind.gates() * hidden;
        Array64 w = Array64.zeros(rows, inputs);
        Array64 r = Array64.zeros(rows, outputs);
        Array64 b = Array64.zeros(2 * rows);
        Array64 p = Array64.zeros(LOOKING_GATES * hidden);
        int row = 0;
        for (Gate gate : equations.gates()) {
            add(gate.linear().input(), captures, w.data(), row);
            add(gate.linear().recurrent(), captures, r.data(), row);
            add(gate.inner().recurrent(), captures, r.data(), row);
            addRow(gate.linear().bias(), gate.linear().constant(), captures, b.data(), row, hidden);
            addRow(gate.inner().bias(), gate.inner().constant(), captures, b.data(), rows + row, hidden);
            if (row < p.data().length) {
                Peephole peephole = gate.peephole();
                addRow(peephole.weights(), peephole.constant(), captures, p.data(), row, hidden);
            }
            row += hidden;
        }
        Optional<Array64> s = equations.projection().map(block -> {
            Array64 whole = Array64.zeros(outputs, hidden);
            block.addInto(captures.apply(block.capture()), 1, whole.data(), 0);
            return whole;
        });
        return new RecurrentWeights(w, r, b, p, s);
    }

    private static void add(List<Linear.Part> parts, IntFunction<Array64> captures, double[] out, int row) {
        for (Linear.Part part : parts) {
            part.block().addInto(captures.apply(part.block().capture()), part.factor(), out, row);
        }
    }

    private static void addRow(
            List<Linear.Part> parts,
            double constant,
            IntFunction<Array64> captures,
            double[] out,
            int first,
            int hidden) {
        double[] row = new double[hidden];
        add(parts, captures, row, 0);
        for (int i = 0; i < hidden; i++) {
            out[first + i] += row[i] + constant;
        }
    }
}
