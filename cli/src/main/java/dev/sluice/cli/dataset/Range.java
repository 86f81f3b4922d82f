package dev.sluice.cli.dataset;

/** The smallest, largest and mean of some numbers, and how many there are. Mutable while they are counted. */
public final class Range {
    private long count;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;

    /** Adds a number. */
    void add(double value) {
        count++;
        least = Math.min(least, value);
        most = Math.max(most, value);
        double away = value - mean;
        mean += away / count;
        squares += away * (value - mean);
    }

    /** The number of numbers. */
    public long count() {
        return count;
    }

    /** The smallest number. */
    public double least() {
        return least;
    }

    /** The largest number. */
    public double most() {
        return most;
    }

    /** The mean. */
    public double mean() {
        return mean;
    }

    /** The standard deviation. */
    public double deviation() {
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    /** Returns whether all numbers are the same. */
    public boolean isConstant() {
        return count > 0 && least == most;
    }
}
