package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The weights of one direction in the operator's form, its gates in the operator's order.
 *
 * @param w {@code [G·H, I]}
 * @param r {@code [G·H, H]}
 * @param b {@code [2·G·H]}: all input biases, then all recurrent ones
 */
public record RecurrentWeights(Array64 w, Array64 r, Array64 b) {
    /**
     * Adds up the parts of each gate.
     *
     * @param captures the value of a capture by its number
     */
    static RecurrentWeights bind(Equations equations, int inputs, int hidden, IntFunction<Array64> captures) {
        RecurrentKind kind = equations.kind();
        int rows = kind.gates() * hidden;
        Array64 w = Array64.zeros(rows, inputs);
        Array64 r = Array64.zeros(rows, hidden);
        Array64 b = Array64.zeros(2 * rows);
        int row = 0;
        for (Gate gate : equations.gates()) {
            add(gate.linear().input(), captures, w.data(), row);
            add(gate.linear().recurrent(), captures, r.data(), row);
            add(gate.inner().recurrent(), captures, r.data(), row);
            addBias(gate.linear(), captures, b.data(), row, hidden);
            addBias(gate.inner(), captures, b.data(), rows + row, hidden);
            row += hidden;
        }
        return new RecurrentWeights(w, r, b);
    }

    private static void add(List<Linear.Part> parts, IntFunction<Array64> captures, double[] out, int row) {
        for (Linear.Part part : parts) {
            part.block().addInto(captures.apply(part.block().capture()), part.factor(), out, row);
        }
    }

    private static void addBias(Linear linear, IntFunction<Array64> captures, double[] out, int first, int hidden) {
        double[] row = new double[hidden];
        add(linear.bias(), captures, row, 0);
        for (int i = 0; i < hidden; i++) {
            out[first + i] += row[i] + linear.constant();
        }
    }
}
