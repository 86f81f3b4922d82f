package dev.sluice.core.baseline.fit;

import dev.sluice.core.tensor.Matrix;

/**
 * {@code y = W x + b}.
 *
 * @param weights {@code W}, {@code [C, F]}
 * @param constant {@code b}, {@code [1, C]}
 */
public record LinearMap(Matrix weights, Matrix constant) {
    /**
     * The outputs for a row.
     *
     * @param x {@code F} numbers. Not modified.
     * @return {@code C} numbers
     */
    public double[] apply(double[] x) {
        double[] y = constant.array().clone();
        for (int c = 0; c < y.length; c++) {
            for (int i = 0; i < x.length; i++) {
                y[c] += weights.array()[c * x.length + i] * x[i];
            }
        }
        return y;
    }
}
