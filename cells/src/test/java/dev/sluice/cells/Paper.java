package dev.sluice.cells;

import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * One step of a cell as its paper prints it, for one row and in plain float64 loops: a second writing of the equations that
 * shares nothing with the language.
 */
@FunctionalInterface
interface Paper {
    /**
     * Steps once.
     *
     * @param states by name; replaced by the next ones
     * @return the output
     */
    double[] step(Weights weights, double[] x, Map<String, double[]> states);

    /** A layer's and direction's parameters by their names in the cell. */
    record Weights(Map<String, double[]> values, int hidden) {
        /** A vector. */
        double[] v(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        /** Row-major matrix times vector. */
        double[] times(String name, double[] x) {
            double[] matrix = v(name);
            double[] out = new double[matrix.length / x.length];
            for (int row = 0; row < out.length; row++) {
                for (int k = 0; k < x.length; k++) {
                    out[row] += matrix[row * x.length + k] * x[k];
                }
            }
            return out;
        }

        /** {@code W x + U h + b}. */
        double[] gate(String gate, double[] x, double[] h) {
            return plus(times("W_" + gate, x), times("U_" + gate, h), v("b_" + gate));
        }

        /** {@code W x + b}. */
        double[] seen(String gate, double[] x) {
            return plus(times("W_" + gate, x), v("b_" + gate));
        }
    }

    static double[] plus(double[]... terms) {
        double[] sum = new double[terms[0].length];
        for (double[] term : terms) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += term[term.length == 1 ? 0 : i];
            }
        }
        return sum;
    }

    static double[] times(double[]... factors) {
        double[] product = factors[0].clone();
        for (int f = 1; f < factors.length; f++) {
            for (int i = 0; i < product.length; i++) {
                product[i] *= factors[f][factors[f].length == 1 ? 0 : i];
            }
        }
        return product;
    }

    static double[] each(double[] x, DoubleUnaryOperator function) {
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = function.applyAsDouble(x[i]);
        }
        return out;
    }

    static double[] sigmoid(double[] x) {
        return each(x, a -> 1 / (1 + Math.exp(-a)));
    }

    static double[] tanh(double[] x) {
        return each(x, Math::tanh);
    }

    static double[] relu(double[] x) {
        return each(x, a -> a > 0 ? a : 0);
    }

    static double[] complement(double[] x) {
        return each(x, a -> 1 - a);
    }

    static double[] minus(double[] x) {
        return each(x, a -> -a);
    }

    /** {@code (1-gate) ⊙ old + gate ⊙ fresh}. */
    static double[] mix(double[] gate, double[] old, double[] fresh) {
        return plus(times(complement(gate), old), times(gate, fresh));
    }

    /** A paper whose only state is h. */
    static Paper ofState(StateStep step) {
        return (w, x, states) -> {
            double[] next = step.next(w, x, Objects.requireNonNull(states.get("h")));
            states.put("h", next);
            return next;
        };
    }

    /** A step from h to h'. */
    @FunctionalInterface
    interface StateStep {
        double[] next(Weights w, double[] x, double[] h);
    }
}
