package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.RandomMask;

/**
 * Zeroes random elements in training and scales the others up, so that the mean stays (Srivastava et al., 2014). Each
 * element is drawn for itself: anew at each step, or once for a sequence (Gal and Ghahramani, 2016).
 */
final class Dropout {
    private Dropout() {}

    /**
     * Any shape to the same shape.
     *
     * @param purpose tells this mask's random numbers apart from others'
     */
    static Expr apply(String purpose, double probability, Expr x) {
        return masked(purpose, probability, x, x.shape());
    }

    /** The same with one mask for all steps of a sequence: {@code [T, B, F]} with a mask {@code [B, F]}. */
    static Expr perSequence(String purpose, double probability, Expr x) {
        return masked(purpose, probability, x, x.shape().without(0));
    }

    /** A mask for the step of a loop, {@code [B, size]}, or for all its steps, {@code [T, B, size]}. */
    static Expr mask(String purpose, double probability, boolean perSequence, int size) {
        Dims row = Dims.of(Dim.BATCH, size);
        return Expr.of(new RandomMask(purpose, 1 - probability, perSequence ? row : row.prepend(Dim.TIME)));
    }

    private static Expr masked(String purpose, double probability, Expr x, Dims mask) {
        return probability == 0 ? x : x.mul(Expr.of(new RandomMask(purpose, 1 - probability, mask)));
    }
}
