package dev.sluice.core.baseline.forecast;

/** The straight line through a series by least squares, {@code level + slope · t}, from {@code t = 0}. */
final class Line {
    private final double[] series;
    private final double level;
    private final double slope;

    private Line(double[] series, double level, double slope) {
        this.series = series;
        this.level = level;
        this.slope = slope;
    }

    /** Fits to a series of at least one value. Not modified. */
    static Line fit(double[] series) {
        double time = (series.length - 1) / 2.0;
        double mean = 0;
        for (double value : series) {
            mean += value / series.length;
        }
        double products = 0;
        double squares = 0;
        for (int t = 0; t < series.length; t++) {
            products += (t - time) * (series[t] - mean);
            squares += (t - time) * (t - time);
        }
        double slope = squares == 0 ? 0 : products / squares;
        return new Line(series, mean - slope * time, slope);
    }

    /** The line at a time, in steps. */
    double at(double time) {
        return level + slope * time;
    }

    double slope() {
        return slope;
    }

    /** The series without the line. */
    double[] rest() {
        double[] rest = new double[series.length];
        for (int t = 0; t < rest.length; t++) {
            rest[t] = series[t] - at(t);
        }
        return rest;
    }
}
