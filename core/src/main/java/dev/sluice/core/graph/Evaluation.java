package dev.sluice.core.graph;

import java.util.Map;

/**
 * The context of an evaluation beside the operands.
 *
 * @param named the size of each symbolic axis
 * @param random source of masks
 */
public record Evaluation(Map<String, Integer> named, Random random) {
    /** The sizes of a shape in this run. */
    public int[] sizes(Dims dims) {
        return dims.sizes(named);
    }

    /** The size of an axis in this run. */
    public int size(Dim dim) {
        return sizes(Dims.of(dim))[0];
    }

    /** A source of random masks. */
    public interface Random {
        /** Refuses: for graphs without masks. */
        Random NONE = (purpose, keep, out) -> {
            throw new IllegalStateException("this run has no source of randomness, but the mask '" + purpose
                    + "' needs one; pass a seed and a step");
        };

        /** Fills {@code out} with {@code 1 / keep} or 0. Modified. */
        void fill(String purpose, double keep, double[] out);
    }
}
