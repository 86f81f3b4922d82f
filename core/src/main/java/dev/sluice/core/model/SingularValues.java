package dev.sluice.core.model;

import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Singular value decomposition of weights, by EJML. Separate from {@link LowRank}, so that layers do not need that library. */
final class SingularValues {
    private SingularValues() {}

    /** The singular values in descending order. */
    static double[] of(Tensor matrix) {
        double[] values = decompose(matrix, false).getSingularValues();
        Arrays.sort(values);
        for (int i = 0; i < values.length / 2; i++) {
            double swapped = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = swapped;
        }
        return values;
    }

    /**
     * The two factors of the best product of a rank: {@code [rows, rank]} and {@code [rank, columns]}, each with the roots of the
     * singular values.
     */
    static Tensor[] factors(Tensor matrix, int rank) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = decompose(matrix, true);
        double[] values = svd.getSingularValues();
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj vt = svd.getV(null, true);
        int rows = matrix.shape().size(0);
        int columns = matrix.shape().size(1);
        Tensor out = Tensor.zeros(rows, rank);
        Tensor in = Tensor.zeros(rank, columns);
        for (int k = 0; k < rank; k++) {
            double root = Math.sqrt(values[order[k]]);
            for (int i = 0; i < rows; i++) {
                out.array()[i * rank + k] = (float) (u.get(i, order[k]) * root);
            }
            for (int j = 0; j < columns; j++) {
                in.array()[k * columns + j] = (float) (vt.get(order[k], j) * root);
            }
        }
        return new Tensor[] {out, in};
    }

    private static SingularValueDecomposition_F64<DMatrixRMaj> decompose(Tensor matrix, boolean vectors) {
        int rows = matrix.shape().size(0);
        int columns = matrix.shape().size(1);
        DMatrixRMaj copy = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < copy.data.length; i++) {
            copy.data[i] = matrix.array()[i];
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(rows, columns, vectors, vectors, true);
        if (!svd.decompose(copy)) {
            throw new IllegalArgumentException("the singular values of a matrix " + matrix.shape()
                    + " cannot be found; are all its numbers finite?");
        }
        return svd;
    }
}
