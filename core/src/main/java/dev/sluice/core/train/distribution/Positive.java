package dev.sluice.core.train.distribution;

import static dev.sluice.core.graph.Exprs.softplus;

import dev.sluice.core.graph.Expr;

/** Scores as numbers above 0. */
final class Positive {
    /** The smallest value: a deviation of 0 would make a right answer infinitely likely, and the loss endless. */
    static final double LEAST = 1e-4;

    private Positive() {}

    /** {@code softplus(x) + } {@value #LEAST}. */
    static Expr of(Expr raw) {
        return of(raw, LEAST);
    }

    /** {@code softplus(x) + least}. */
    static Expr of(Expr raw, double least) {
        return softplus(raw).add(least);
    }
}
