package dev.sluice.core.search;

/**
 * The mapping between numbers and the unit interval. With a step, the levels {@code low, low + step, …} each own the interval between
 * the midpoints to their neighbors, measured on a logarithmic scale if {@code log}.
 *
 * @param low the least number
 * @param high the greatest number; with a step, itself a level
 * @param step distance between levels; 0 for a continuous range
 * @param log whether equal ratios get equal shares, in place of equal differences
 */
record Scale(double low, double high, double step, boolean log) {
    double toUnit(double value) {
        double from = lowerEdge();
        double width = upperEdge() - from;
        return width > 0 ? clamp((scaled(value) - from) / width, 0, 1) : 0.5;
    }

    /** The number at a position, not yet rounded to a level. */
    double fromUnit(double position) {
        double from = lowerEdge();
        double at = from + (upperEdge() - from) * clamp(position, 0, 1);
        return clamp(log ? StrictMath.exp(at) : at, low, high);
    }

    /** The level at a position, counted from 0. */
    long levelAt(double position) {
        return Math.round((fromUnit(position) - low) / step);
    }

    /** The lower border of the lowest level, which extends below the level as far as above it. */
    private double lowerEdge() {
        return step == 0 ? scaled(low) : 2 * scaled(low) - scaled(low + step / 2);
    }

    private double upperEdge() {
        return step == 0 ? scaled(high) : scaled(high + step / 2);
    }

    private double scaled(double value) {
        return log ? StrictMath.log(value) : value;
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}
