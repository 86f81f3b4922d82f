package dev.sluice.export.proof;

/**
 * The allowed difference between a file and the trained model: relative to each output's scale, or as far as rounding
 * explains.
 *
 * @param relative largest difference relative to an output's scale; 0 for the limits explained by rounding to float32 at
 *     each input, see {@link Reference}
 */
public record Tolerance(double relative) {
    /** For inputs too large for the float64 reference, differences below this are accepted. */
    static final double NEAR = 1e-6;

    /** A fixed relative tolerance, independent of rounding. */
    public static Tolerance exactly(double relative) {
        return new Tolerance(relative);
    }

    /** The tolerance explained by rounding to float32. */
    public static Tolerance ofRounding() {
        return new Tolerance(0);
    }

    /** Returns whether the limit of each number is the one explained by rounding. */
    boolean measuresRounding() {
        return relative == 0;
    }

    /** The relative difference from the engine below which no reference is consulted. */
    double near() {
        return measuresRounding() ? NEAR : relative;
    }

    /** Returns whether an output is within the tolerance. */
    boolean holds(Difference fromEngine, Difference fromFloat64) {
        return measuresRounding()
                ? fromFloat64.excess() <= 1 && fromFloat64.told() > 0
                : fromEngine.relative() <= relative && fromFloat64.relative() <= relative;
    }

    /** Returns whether a difference is within its limit. */
    boolean allows(Difference difference) {
        return severity(difference) <= 1;
    }

    /** The fraction of its limit that an output uses; above 1 it fails. */
    double severity(Difference difference) {
        return measuresRounding() ? difference.excess() : difference.relative() / relative;
    }
}
