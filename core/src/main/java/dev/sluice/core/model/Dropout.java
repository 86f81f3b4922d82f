package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.RandomMask;

/**
 * Zeroes random elements in training and scales the others up, so that the mean stays (Srivastava et al., 2014). Each
 * element is drawn for itself, anew at each step.
 */
final class Dropout {
    private Dropout() {}

    static void check(double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "dropout is a probability of at least 0 and less than 1, but was " + probability);
        }
    }

    /**
     * Any shape to the same shape.
     *
     * @param purpose tells this mask's random numbers apart from others'
     */
    static Expr apply(String purpose, double probability, Expr x) {
        return probability == 0 ? x : x.mul(Expr.of(new RandomMask(purpose, 1 - probability, x.shape())));
    }
}
