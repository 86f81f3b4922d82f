package dev.sluice.export.runtime;

import dev.sluice.export.onnx.RecurrentKind;

/**
 * The three recurrent operators in float64, for one direction, straight from the equations of the ONNX documentation.
 *
 * <p>Arrays: {@code x[t][n][i]}, {@code w[g·H][I]}, {@code r[g·H][H]}, {@code b[2·g·H]}, {@code p[3·H]}, {@code h[n][H]}.
 */
final class RecurrentReference {
    final double[][][] sequence;
    final double[][] hidden;
    final double[][] cell;

    private final RecurrentKind kind;
    private final boolean linearBeforeReset;
    private final boolean coupled;
    private final double[][] w;
    private final double[][] r;
    private final double[] b;
    private final double[] p;
    private final int size;

    RecurrentReference(
            RecurrentKind kind,
            boolean linearBeforeReset,
            boolean coupled,
            int size,
            double[][] w,
            double[][] r,
            double[] b,
            double[] p,
            int steps,
            int rows) {
        this.kind = kind;
        this.linearBeforeReset = linearBeforeReset;
        this.coupled = coupled;
        this.size = size;
        this.w = w;
        this.r = r;
        this.b = b;
        this.p = p;
        this.sequence = new double[steps][rows][size];
        this.hidden = new double[rows][];
        this.cell = new double[rows][];
    }

    /** Runs each row over its own length; a reverse run starts at the row's last valid step. */
    void run(double[][][] x, int[] lengths, double[][] h0, double[][] c0, boolean reverse) {
        for (int n = 0; n < lengths.length; n++) {
            double[] h = h0[n].clone();
            double[] c = c0[n].clone();
            for (int k = 0; k < lengths[n]; k++) {
                int t = reverse ? lengths[n] - 1 - k : k;
                h = step(x[t][n], h, c);
                sequence[t][n] = h;
            }
            hidden[n] = h;
            cell[n] = c;
        }
    }

    private double[] step(double[] x, double[] h, double[] c) {
        return switch (kind) {
            case RNN -> rnn(x, h);
            case GRU -> gru(x, h);
            case LSTM -> lstm(x, h, c);
        };
    }

    private double[] rnn(double[] x, double[] h) {
        double[] next = new double[size];
        for (int j = 0; j < size; j++) {
            next[j] = Math.tanh(input(j, x) + recurrent(j, h));
        }
        return next;
    }

    private double[] gru(double[] x, double[] h) {
        double[] z = new double[size];
        double[] reset = new double[size];
        double[] kept = new double[size];
        for (int j = 0; j < size; j++) {
            z[j] = sigmoid(input(j, x) + recurrent(j, h));
            reset[j] = sigmoid(input(size + j, x) + recurrent(size + j, h));
            kept[j] = reset[j] * h[j];
        }
        double[] next = new double[size];
        for (int j = 0; j < size; j++) {
            double past = linearBeforeReset ? reset[j] * recurrent(2 * size + j, h) : recurrent(2 * size + j, kept);
            next[j] = (1 - z[j]) * Math.tanh(input(2 * size + j, x) + past) + z[j] * h[j];
        }
        return next;
    }

    private double[] lstm(double[] x, double[] h, double[] c) {
        double[] next = new double[size];
        for (int j = 0; j < size; j++) {
            double in = sigmoid(input(j, x) + recurrent(j, h) + p[j] * c[j]);
            double forget = coupled
                    ? 1 - in
                    : sigmoid(input(2 * size + j, x) + recurrent(2 * size + j, h) + p[2 * size + j] * c[j]);
            double candidate = Math.tanh(input(3 * size + j, x) + recurrent(3 * size + j, h));
            c[j] = forget * c[j] + in * candidate;
            double out = sigmoid(input(size + j, x) + recurrent(size + j, h) + p[size + j] * c[j]);
            next[j] = out * Math.tanh(c[j]);
        }
        return next;
    }

    private double input(int row, double[] x) {
        return dot(w[row], x) + b[row];
    }

    private double recurrent(int row, double[] h) {
        return dot(r[row], h) + b[kind.gates() * size + row];
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
