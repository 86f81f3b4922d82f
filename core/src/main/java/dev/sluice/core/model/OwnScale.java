package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;

/**
 * Mean and deviation of each column over the valid steps of each row, and the columns measured by them (instance normalization,
 * {@code (x - mean) / deviation}). A column that never changes in a row becomes about 0: no deviation counts as less than a
 * ten-thousandth of the mean, whose rounding to float32 a network would see otherwise.
 *
 * @param inside {@code [T, B, C]}, 0 past a row's length
 * @param mean {@code [B, C]}
 * @param deviation {@code [B, C]}
 */
record OwnScale(Expr inside, Expr mean, Expr deviation) {
    /** The square of the least deviation as a part of the mean. */
    private static final double ROUNDING = 1e-8;

    /**
     * The columns of each row by their own scale.
     *
     * @param x {@code [T, B, C]}
     * @param lengths {@code [B]}
     * @param least square of the smallest deviation that counts, in the unit of the columns
     */
    static OwnScale of(Expr x, Expr lengths, double least) {
        Expr valid = Exprs.validSteps(lengths);
        Expr steps = Exprs.max(lengths, Exprs.constant(1)).reshape(Dims.of(Dim.BATCH, 1));
        Expr mean = sum(Exprs.select(valid, x, Exprs.constant(0))).div(steps);
        Expr centered = Exprs.select(valid, x.sub(mean), Exprs.constant(0));
        Expr floor = mean.mul(mean).mul(ROUNDING).add(least);
        Expr deviation = Exprs.sqrt(sum(centered.mul(centered)).div(steps).add(floor));
        return new OwnScale(centered.div(deviation), mean, deviation);
    }

    /** The sum over time, {@code [T, B, C] → [B, C]}. */
    static Expr sum(Expr sequence) {
        return Expr.of(new Reduce(Reduce.Kind.SUM, -3, false), sequence);
    }
}
