package dev.sluice.cells;

import dev.sluice.core.model.Initializer;
import dev.sluice.core.tensor.Tensor;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The matrices of a {@link Lmu}'s memory for steps of length 1, in double.
 *
 * <p>Both come from one exponential (Van Loan, 1978), which needs no inverse of A:
 *
 * <pre>
 *   exp [A/θ  B/θ] = [Ā  B̄]
 *       [ 0    0 ]   [0  1]
 * </pre>
 *
 * @param whole {@code [d+1, d+1]}, the right side
 */
record LegendreMemory(DMatrixRMaj whole) {
    /** Terms of the series; after scaling the norm is at most 1/2, so the rest is below 2^-53. */
    private static final int TERMS = 16;

    static LegendreMemory of(int order, double window) {
        DMatrixRMaj joined = new DMatrixRMaj(order + 1, order + 1);
        for (int i = 0; i < order; i++) {
            double scale = (2 * i + 1) / window;
            for (int j = 0; j < order; j++) {
                joined.set(i, j, scale * (i < j || (i - j) % 2 == 0 ? -1 : 1));
            }
            joined.set(i, order, scale * (i % 2 == 0 ? 1 : -1));
        }
        return new LegendreMemory(exponential(joined));
    }

    /** By scaling and squaring: {@code exp(X) = exp(X / 2^s)^(2^s)}, the inner one by its series. */
    private static DMatrixRMaj exponential(DMatrixRMaj matrix) {
        int squarings = Math.max(0, Math.getExponent(NormOps_DDRM.inducedPInf(matrix)) + 2);
        DMatrixRMaj scaled = matrix.copy();
        CommonOps_DDRM.scale(Math.scalb(1.0, -squarings), scaled);
        DMatrixRMaj sum = CommonOps_DDRM.identity(matrix.numRows);
        DMatrixRMaj term = sum.copy();
        DMatrixRMaj product = sum.createLike();
        for (int k = 1; k <= TERMS; k++) {
            CommonOps_DDRM.mult(1.0 / k, term, scaled, product);
            term.setTo(product);
            CommonOps_DDRM.addEquals(sum, term);
        }
        for (int k = 0; k < squarings; k++) {
            CommonOps_DDRM.mult(sum, sum, product);
            sum.setTo(product);
        }
        return sum;
    }

    /** {@code Ā [d, d]}. */
    Initializer transition() {
        return (shape, seed, name) -> part(0, shape.size(0));
    }

    /** {@code B̄ [d, 1]}. */
    Initializer input() {
        return (shape, seed, name) -> part(shape.size(0), 1);
    }

    private Tensor part(int from, int columns) {
        int order = whole.numRows - 1;
        Tensor part = Tensor.zeros(order, columns);
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < columns; j++) {
                part.array()[i * columns + j] = (float) whole.get(i, from + j);
            }
        }
        return part;
    }
}
