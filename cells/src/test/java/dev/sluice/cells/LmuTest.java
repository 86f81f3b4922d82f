package dev.sluice.cells;

import static dev.sluice.cells.Paper.plus;
import static dev.sluice.cells.Paper.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class LmuTest {
    @Test
    void step_randomWeights_isThePapers() {
        Paper paper = (w, x, states) -> {
            double[] h = Objects.requireNonNull(states.get("h"));
            double[] m = Objects.requireNonNull(states.get("m"));
            double[] u = plus(w.times("e_x", x), w.times("e_h", h), w.times("e_m", m));
            double[] memory = plus(w.times("A", m), w.times("B", u));
            double[] next = tanh(plus(w.times("W_h", x), w.times("U_h", h), w.times("W_m", memory)));
            states.put("m", memory);
            states.put("h", next);
            return next;
        };
        PaperTrial.check(new Lmu(5, 9), paper, 3, 4);
    }

    /** The differential equation itself, with the paper's A and B, in small steps (Runge and Kutta's). */
    @Test
    void matrices_ofEachOrderAndWindow_holdTheInputOverOneStep() {
        for (int order : new int[] {1, 2, 7, 16}) {
            for (double window : new double[] {1.5, 20, 784}) {
                DMatrixRMaj whole = LegendreMemory.of(order, window).whole();
                for (int column = 0; column <= order; column++) {
                    double[] start = new double[order];
                    double input = column == order ? 1 : 0;
                    if (column < order) {
                        start[column] = 1;
                    }
                    double[] end = integrated(start, input, window);
                    for (int i = 0; i < order; i++) {
                        assertThat(whole.get(i, column))
                                .as("order %d, window %s, row %d, column %d", order, window, i, column)
                                .isCloseTo(end[i], within(1e-7));
                    }
                }
            }
        }
    }

    private static double[] integrated(double[] start, double input, double window) {
        int steps = 1000;
        double[] m = start;
        for (int step = 0; step < steps; step++) {
            double[] k1 = slope(m, input, window);
            double[] k2 = slope(moved(m, k1, 0.5 / steps), input, window);
            double[] k3 = slope(moved(m, k2, 0.5 / steps), input, window);
            double[] k4 = slope(moved(m, k3, 1.0 / steps), input, window);
            for (int i = 0; i < m.length; i++) {
                k1[i] = (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
            }
            m = moved(m, k1, 1.0 / steps);
        }
        return m;
    }

    private static double[] moved(double[] from, double[] slope, double step) {
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] + step * slope[i];
        }
        return to;
    }

    /** {@code (A m + B u) / θ}, equation 2 of the paper. */
    private static double[] slope(double[] m, double input, double window) {
        double[] slope = new double[m.length];
        for (int i = 0; i < m.length; i++) {
            double sum = sign(i) * input;
            for (int j = 0; j < m.length; j++) {
                sum += (i < j ? -1 : sign(i - j + 1)) * m[j];
            }
            slope[i] = (2 * i + 1) / window * sum;
        }
        return slope;
    }

    private static double sign(int power) {
        return power % 2 == 0 ? 1 : -1;
    }

    /** Equation 3: the weights of shifted Legendre polynomials give the signal back, here a slow wave. */
    @Test
    void memory_ofASlowWave_remembersItOverTheWindow() {
        int order = 12;
        int window = 40;
        float[] a = LegendreMemory.of(order, window)
                .transition()
                .create(Shape.of(order, order), 1, "A")
                .array();
        float[] b = LegendreMemory.of(order, window)
                .input()
                .create(Shape.of(order, 1), 1, "B")
                .array();
        double[] m = new double[order];
        int now = 200;
        for (int t = 0; t <= now; t++) {
            double[] next = new double[order];
            for (int i = 0; i < order; i++) {
                next[i] = b[i] * wave(t);
                for (int j = 0; j < order; j++) {
                    next[i] += a[i * order + j] * m[j];
                }
            }
            m = next;
        }
        for (int back = 4; back <= window; back += 6) {
            double remembered = 0;
            for (int i = 0; i < order; i++) {
                remembered += m[i] * legendre(i, 2.0 * back / window - 1);
            }
            // A held input stands for the middle of its step.
            assertThat(remembered).as("%d steps back", back).isCloseTo(wave(now + 0.5 - back), within(0.02));
        }
    }

    private static double wave(double t) {
        return Math.sin(t / 8);
    }

    private static double legendre(int degree, double x) {
        return switch (degree) {
            case 0 -> 1;
            case 1 -> x;
            default ->
                ((2 * degree - 1) * x * legendre(degree - 1, x) - (degree - 1) * legendre(degree - 2, x)) / degree;
        };
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> new Lmu(0, 3)).hasMessageContaining("order was 0");
        assertThatThrownBy(() -> new Lmu(3, 0)).hasMessageContaining("window 0.0");
        assertThatThrownBy(() -> new Lmu(3, Double.NaN)).hasMessageContaining("NaN");
    }
}
