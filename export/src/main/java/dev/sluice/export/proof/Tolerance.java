package dev.sluice.export.proof;

import dev.sluice.export.lowering.LoweredModel;

/**
 * How far a file may be from the trained model.
 *
 * @param relative largest difference, relative to the size of an output
 * @param widens whether an output may differ by more than that where float32 itself is less exact: by {@value #ROUNDINGS}
 *     times what the engine differs from float64, at most {@value #MOST}
 */
public record Tolerance(double relative, boolean widens) {
    /** Two ways to round the same equations; each may be off by as much as the engine is, and the operators' own functions
     * are a little less exact than ours. */
    static final double ROUNDINGS = 4;

    /** A model that float32 cannot tell better than this is not proven by anything. */
    static final double MOST = 1e-3;

    /** This and no more. */
    public static Tolerance exactly(double relative) {
        return new Tolerance(relative, false);
    }

    /** What is usual: 1e-5 where every layer is an operator, 1e-4 where one is a loop. */
    public static Tolerance usual(LoweredModel model) {
        return new Tolerance(model.hasScan() ? 1e-4 : 1e-5, true);
    }

    /** The limit for an output, given how far the engine is from float64 there. */
    double limit(double engineFromFloat64) {
        return widens ? Math.max(relative, Math.min(MOST, ROUNDINGS * engineFromFloat64)) : relative;
    }
}
