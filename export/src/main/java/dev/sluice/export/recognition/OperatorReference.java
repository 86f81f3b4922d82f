package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.activation.ActivationFunction;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Computes one direction of the three operators in float64, literally by ONNX's definition: the reference for a
 * recognized loop before it is written as an operator. It deliberately shares no code with the cells, the language or the
 * lowering, so that their errors cannot cancel. A row without valid steps keeps its initial state, as in a loop.
 */
final class OperatorReference {
    private final Equations equations;
    private final RecurrentWeights weights;
    private final int hidden;
    private final boolean coupled;
    private final List<DoubleUnaryOperator> activations;

    /** @param coupled whether an LSTM's forget gate is one minus its input gate, whatever its weights */
    OperatorReference(Equations equations, RecurrentWeights weights, int hidden, boolean coupled) {
        this.equations = equations;
        this.weights = weights;
        this.hidden = hidden;
        this.coupled = coupled;
        activations = equations.form().activations().stream()
                .map(function -> ActivationFunction.of(function).inFloat64())
                .toList();
    }

    /** The outputs of all steps, {@code [T, B, H]}, and the last states, {@code [B, H]}. */
    record Results(Array64 sequence, Array64 hidden, Array64 cell) {}

    /**
     * Runs the operator over time.
     *
     * @param x {@code [T, B, I]}
     * @param lengths number of valid steps of each row
     * @param h0 {@code [B, H]}, or {@code [B, P]} with a projection. Not modified.
     * @param c0 {@code [B, H]}, used by an LSTM only. Not modified.
     */
    Results run(Array64 x, int[] lengths, boolean reverse, Array64 h0, Array64 c0) {
        int steps = x.size(0);
        int rows = x.size(1);
        int width = h0.size(1);
        Array64 sequence = Array64.zeros(steps, rows, width);
        double[] h = h0.data().clone();
        double[] c = c0.data().clone();
        for (int b = 0; b < rows; b++) {
            for (int i = 0; i < lengths[b]; i++) {
                int t = reverse ? lengths[b] - 1 - i : i;
                double[] previous = Arrays.copyOfRange(h, b * width, (b + 1) * width);
                double[] next = step(x, (t * rows + b) * x.size(2), previous, c, b * hidden);
                System.arraycopy(next, 0, h, b * width, width);
                System.arraycopy(next, 0, sequence.data(), (t * rows + b) * width, width);
            }
        }
        return new Results(sequence, new Array64(h0.sizes(), h), new Array64(c0.sizes(), c));
    }

    /** The next h of one row. Modified: c. */
    private double[] step(Array64 x, int at, double[] previous, double[] c, int row) {
        double[] next = new double[hidden];
        switch (equations.kind()) {
            case RNN -> {
                for (int j = 0; j < hidden; j++) {
                    next[j] = act(0, clipped(input(x, at, 0, j) + recurrent(previous, 0, j)));
                }
            }
            case GRU -> gru(x, at, previous, next);
            case LSTM -> {
                for (int j = 0; j < hidden; j++) {
                    double memory = c[row + j];
                    double i = gate(x, at, previous, 0, j, memory);
                    double f = coupled ? 1 - i : gate(x, at, previous, 2, j, memory);
                    double g = act(1, clipped(input(x, at, 3, j) + recurrent(previous, 3, j)));
                    c[row + j] = f * memory + i * g;
                    next[j] = gate(x, at, previous, 1, j, c[row + j]) * act(2, c[row + j]);
                }
            }
        }
        return weights.s().map(s -> projected(s, next)).orElse(next);
    }

    private double[] projected(Array64 s, double[] shown) {
        double[] h = new double[s.size(0)];
        for (int i = 0; i < h.length; i++) {
            for (int j = 0; j < hidden; j++) {
                h[i] += s.data()[i * hidden + j] * shown[j];
            }
        }
        return h;
    }

    /** A gate i, o or f of an LSTM, with its peephole. */
    private double gate(Array64 x, int at, double[] previous, int gate, int j, double memory) {
        double peephole = weights.p().data()[gate * hidden + j] * memory;
        return act(0, clipped(input(x, at, gate, j) + recurrent(previous, gate, j) + peephole));
    }

    private void gru(Array64 x, int at, double[] previous, double[] next) {
        double[] z = new double[hidden];
        double[] r = new double[hidden];
        double[] reset = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            z[j] = act(0, clipped(input(x, at, 0, j) + recurrent(previous, 0, j)));
            r[j] = act(0, clipped(input(x, at, 1, j) + recurrent(previous, 1, j)));
            reset[j] = r[j] * previous[j];
        }
        for (int j = 0; j < hidden; j++) {
            double share =
                    equations.form().linearBeforeReset() ? r[j] * recurrent(previous, 2, j) : recurrent(reset, 2, j);
            next[j] = (1 - z[j]) * act(1, clipped(input(x, at, 2, j) + share)) + z[j] * previous[j];
        }
    }

    private double input(Array64 x, int at, int gate, int j) {
        int inputs = x.size(2);
        double sum = weights.b().data()[gate * hidden + j];
        for (int i = 0; i < inputs; i++) {
            sum += weights.w().data()[(gate * hidden + j) * inputs + i] * x.data()[at + i];
        }
        return sum;
    }

    private double recurrent(double[] state, int gate, int j) {
        double sum = weights.b().data()[(equations.kind().gates() + gate) * hidden + j];
        for (int i = 0; i < state.length; i++) {
            sum += weights.r().data()[(gate * hidden + j) * state.length + i] * state[i];
        }
        return sum;
    }

    private double clipped(double a) {
        double bound = equations.form().clip();
        return Math.min(Math.max(a, -bound), bound);
    }

    private double act(int number, double a) {
        return activations.get(number).applyAsDouble(a);
    }
}
