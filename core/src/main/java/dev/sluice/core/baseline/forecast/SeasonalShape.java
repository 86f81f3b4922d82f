package dev.sluice.core.baseline.forecast;

/**
 * An additive season, by classical decomposition: the mean distance of each phase from a centered moving average over one season,
 * brought to mean 0.
 */
final class SeasonalShape {
    private final double[] shape;

    private SeasonalShape(double[] shape) {
        this.shape = shape;
    }

    /** No season: a shape of one phase, 0. */
    static SeasonalShape none() {
        return new SeasonalShape(new double[1]);
    }

    /**
     * The season of a series.
     *
     * @param season its steps; none is seen unless the series has two seasons
     */
    static SeasonalShape of(double[] series, int season) {
        if (season < 2 || series.length < 2 * season) {
            return none();
        }
        double[] sums = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        for (int t = half; t + half < series.length; t++) {
            sums[t % season] += series[t] - average(series, t, season);
            counts[t % season]++;
        }
        double mean = 0;
        double[] shape = new double[season];
        for (int phase = 0; phase < season; phase++) {
            shape[phase] = counts[phase] == 0 ? 0 : sums[phase] / counts[phase];
            mean += shape[phase] / season;
        }
        for (int phase = 0; phase < season; phase++) {
            shape[phase] -= mean;
        }
        return new SeasonalShape(shape);
    }

    /** Of an even season, the outer two values count half. */
    static double average(double[] series, int center, int season) {
        int half = season / 2;
        double sum = 0;
        for (int t = center - half; t <= center + half; t++) {
            boolean outer = season % 2 == 0 && (t == center - half || t == center + half);
            sum += outer ? series[t] / 2 : series[t];
        }
        return sum / season;
    }

    /** The part of the season at a time, in steps from the start of the series. */
    double at(int time) {
        return shape[time % shape.length];
    }

    /** A series without its season. Not modified. */
    double[] removed(double[] series) {
        double[] rest = series.clone();
        for (int t = 0; t < rest.length; t++) {
            rest[t] -= at(t);
        }
        return rest;
    }
}
