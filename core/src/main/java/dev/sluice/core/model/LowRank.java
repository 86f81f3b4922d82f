package dev.sluice.core.model;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Weights as products of two factors: {@code W [out, in] ≈ W.out [out, R] · W.in [R, in]}. The best such product in the
 * sense of squared differences comes from the singular values (Eckart and Young, 1936).
 */
public final class LowRank {
    /** What the name of the left factor ends with, {@code [out, R]}. */
    public static final String OUT = ".out";

    /** What the name of the right factor ends with, {@code [R, in]}. */
    public static final String IN = ".in";

    private LowRank() {}

    /** Whether two factors have fewer numbers than the matrix. Others stay whole. */
    public static boolean saves(int rank, int rows, int columns) {
        return rank > 0 && (long) rank * (rows + columns) < (long) rows * columns;
    }

    /**
     * Values for a network from those of the same network with whole matrices. Factors are made of the singular values and
     * vectors, each with the root of the values; all else is shared.
     *
     * @param values by the names of the whole network's parameters. Not modified.
     * @throws IllegalArgumentException naming the first parameter that has no value or one of another shape
     */
    public static Tensors fit(List<ParameterSpec> parameters, Tensors values) {
        Tensors.Builder factored = Tensors.builder();
        for (ParameterSpec spec : parameters) {
            String whole = spec.name().replaceFirst("\\.(out|in)$", "");
            if (values.contains(spec.name())) {
                factored.put(spec.name(), values.get(spec.name()));
            } else if (spec.name().endsWith(OUT) && values.contains(whole)) {
                int rank = spec.shape().size(1);
                Tensor[] factors = factors(values.get(whole), rank);
                factored.put(whole + OUT, factors[0]);
                factored.put(whole + IN, factors[1]);
            }
        }
        Tensors fitted = factored.build();
        Parameters.check(parameters, fitted);
        return fitted;
    }

    /**
     * The smallest rank at which each matrix keeps a share of its energy, the sum of its squared singular values.
     *
     * @param energy above 0, at most 1
     */
    public static int rankFor(Collection<Tensor> matrices, double energy) {
        return matrices.stream()
                .mapToInt(matrix -> rankFor(singularValues(matrix), energy))
                .max()
                .orElse(1);
    }

    private static int rankFor(double[] descending, double energy) {
        double all = Arrays.stream(descending).map(value -> value * value).sum();
        double kept = 0;
        int rank = 0;
        while (rank < descending.length && (rank == 0 || kept < energy * all)) {
            kept += descending[rank] * descending[rank];
            rank++;
        }
        return rank;
    }

    private static double[] singularValues(Tensor matrix) {
        double[] values = decompose(matrix, false).getSingularValues();
        Arrays.sort(values);
        for (int i = 0; i < values.length / 2; i++) {
            double swapped = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = swapped;
        }
        return values;
    }

    private static Tensor[] factors(Tensor matrix, int rank) {
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
