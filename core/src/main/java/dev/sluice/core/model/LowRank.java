package dev.sluice.core.model;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Weights as products of two factors: {@code W [out, in] ≈ W.out [out, R] · W.in [R, in]}. The best such product in the
 * sense of squared differences comes from the singular values (Eckart and Young, 1936).
 */
public final class LowRank {
    /** Name suffix of the left factor, {@code [out, R]}. */
    public static final String OUT = ".out";

    /** Name suffix of the right factor, {@code [R, in]}. */
    public static final String IN = ".in";

    private LowRank() {}

    /** The name of the matrix that a factor belongs to; any other name unchanged. */
    public static String whole(String name) {
        return name.replaceFirst("\\.(out|in)$", "");
    }

    /** Returns whether two factors have fewer elements than the matrix; otherwise it stays whole. */
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
            String whole = whole(spec.name());
            if (values.contains(spec.name())) {
                factored.put(spec.name(), values.get(spec.name()));
            } else if (spec.name().endsWith(OUT) && values.contains(whole)) {
                int rank = spec.shape().size(1);
                Tensor[] factors = SingularValues.factors(values.get(whole), rank);
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
                .mapToInt(matrix -> rankFor(SingularValues.of(matrix), energy))
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
}
