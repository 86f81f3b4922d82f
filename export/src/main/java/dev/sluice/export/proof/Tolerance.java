package dev.sluice.export.proof;

/**
 * The distance that a file may have from the trained model: a share of each output's size, or as far as rounding explains.
 *
 * @param relative largest difference relative to the size of an output; 0 for what rounding to float32 explains at each input, see
 *     {@link Reference}
 */
public record Tolerance(double relative) {
    /** Differences below this need no explanation for inputs that are too large for the float64 reference. */
    static final double NEAR = 1e-6;

    /** This and no more, whatever rounding does. */
    public static Tolerance exactly(double relative) {
        return new Tolerance(relative);
    }

    /** As far as rounding to float32 explains. */
    public static Tolerance ofRounding() {
        return new Tolerance(0);
    }

    /** Returns whether the limit of each number is the one that rounding explains. */
    boolean measuresRounding() {
        return relative == 0;
    }

    /** Relative difference from the engine that is looked at no further. */
    double near() {
        return measuresRounding() ? NEAR : relative;
    }

    /** Returns whether an output is within it. */
    boolean holds(Difference fromEngine, Difference fromFloat64) {
        return measuresRounding()
                ? fromFloat64.excess() <= 1 && fromFloat64.told() > 0
                : fromEngine.relative() <= relative && fromFloat64.relative() <= relative;
    }

    /** The share of its limit that an output uses: above 1 it is beyond. */
    double severity(Difference difference) {
        return measuresRounding() ? difference.excess() : difference.relative() / relative;
    }
}
