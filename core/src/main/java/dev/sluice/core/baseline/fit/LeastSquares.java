package dev.sluice.core.baseline.fit;

import dev.sluice.core.tensor.Matrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A linear map by least squares, {@code y = W x + b}, from sums of products, so that no row is kept: memory grows with the square of
 * the inputs and not with the rows. A small penalty on {@code W} keeps it defined where inputs depend on each other.
 */
public final class LeastSquares {
    private static final double[] RELATIVE_PENALTIES = {1e-9, 1e-6, 1e-3, 1};

    private final int inputs;
    private final int outputs;
    private final double penalty;
    /** The inputs, then a constant 1. Upper triangle. */
    private final double[] products;

    private final double[] answers;
    private final double[] row;

    /**
     * No rows yet.
     *
     * @param penalty on the squares of the weights, relative to the mean square of an input, at least 0
     */
    public LeastSquares(int inputs, int outputs, double penalty) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.penalty = penalty;
        products = new double[(inputs + 1) * (inputs + 1)];
        answers = new double[(inputs + 1) * outputs];
        row = new double[inputs + 1];
    }

    /**
     * Adds a row.
     *
     * @param x inputs. Not modified.
     * @param y outputs. Not modified.
     */
    public void add(double[] x, double[] y) {
        add(x, y, 1);
    }

    /**
     * Adds a row whose error counts by the square of a weight.
     *
     * @param x inputs. Not modified.
     * @param y outputs. Not modified.
     */
    public void add(double[] x, double[] y, double weight) {
        for (int i = 0; i < inputs; i++) {
            row[i] = x[i] * weight;
        }
        row[inputs] = weight;
        int width = inputs + 1;
        for (int i = 0; i < width; i++) {
            double value = row[i];
            for (int j = i; j < width; j++) {
                products[i * width + j] += value * row[j];
            }
            for (int c = 0; c < outputs; c++) {
                answers[i * outputs + c] += value * weight * y[c];
            }
        }
    }

    /** The map with the least squares of errors over all rows that were added, of which there must be one. */
    public LinearMap solve() {
        return solve(penalty);
    }

    /** The same with another penalty. */
    public LinearMap solve(double penalty) {
        double rows = products[products.length - 1];
        double squares = 0;
        for (int i = 0; i < inputs; i++) {
            squares += products[i * (inputs + 1) + i];
        }
        double unit = inputs == 0 || squares == 0 ? rows : squares / inputs;
        for (double relative : RELATIVE_PENALTIES) {
            DMatrixRMaj weights = new DMatrixRMaj(inputs + 1, outputs);
            LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(inputs + 1);
            // Cholesky refuses where inputs depend on each other; more weight on the diagonal takes them apart.
            if (solver.setA(penalized(Math.max(penalty, relative) * unit))) {
                solver.solve(new DMatrixRMaj(inputs + 1, outputs, true, answers.clone()), weights);
                if (finite(weights)) {
                    return map(weights);
                }
            }
        }
        throw new ArithmeticException("least squares found no finite map of " + inputs + " inputs");
    }

    private DMatrixRMaj penalized(double amount) {
        int width = inputs + 1;
        DMatrixRMaj matrix = new DMatrixRMaj(width, width, true, products.clone());
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                matrix.unsafe_set(i, j, matrix.unsafe_get(j, i));
            }
            if (i < inputs) {
                matrix.unsafe_set(i, i, matrix.unsafe_get(i, i) + amount);
            }
        }
        return matrix;
    }

    private static boolean finite(DMatrixRMaj weights) {
        return Double.isFinite(CommonOps_DDRM.elementSumAbs(weights));
    }

    private LinearMap map(DMatrixRMaj weights) {
        Matrix transposed = Matrix.zeros(outputs, inputs);
        double[] constant = new double[outputs];
        for (int c = 0; c < outputs; c++) {
            for (int i = 0; i < inputs; i++) {
                transposed.array()[c * inputs + i] = weights.unsafe_get(i, c);
            }
            constant[c] = weights.unsafe_get(inputs, c);
        }
        return new LinearMap(transposed, Matrix.row(constant));
    }
}
