package dev.sluice.tuning.gaussian;

/**
 * The Matérn kernel of smoothness 5/2 as a function of the squared distance: {@code (1 + √5 r + 5r²/3) exp(−√5 r)} (C. E.
 * Rasmussen and C. K. I. Williams, Gaussian Processes for Machine Learning, 2006, equation 4.17).
 */
final class Matern {
    private static final double ROOT_FIVE = Math.sqrt(5);

    private Matern() {}

    static double correlation(double squared) {
        double scaled = ROOT_FIVE * Math.sqrt(squared);
        return (1 + scaled + 5 * squared / 3) * StrictMath.exp(-scaled);
    }

    /** The derivative with respect to the squared distance. */
    static double slope(double squared) {
        double scaled = ROOT_FIVE * Math.sqrt(squared);
        return -5.0 / 6 * (1 + scaled) * StrictMath.exp(-scaled);
    }
}
