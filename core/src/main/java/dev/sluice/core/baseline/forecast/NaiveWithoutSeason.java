package dev.sluice.core.baseline.forecast;

import java.util.Arrays;

/**
 * The naive forecast of the M4 competition, its "Naive2": the last value after a multiplicative season was taken away by classical
 * decomposition, with the season put on again; without it where the autocorrelation at one season is not significant at 90 %, or a value is
 * not over 0.
 */
public final class NaiveWithoutSeason {
    /** Of the normal distribution, for 90 % on two sides. */
    private static final double SIGNIFICANT = 1.645;

    private NaiveWithoutSeason() {}

    /**
     * The forecast.
     *
     * @param past oldest first, at least one value. Not modified.
     * @param season steps of a season; 1 for none
     * @param horizon steps to forecast
     */
    public static double[] forecast(double[] past, int season, int horizon) {
        double[] factors = isSeasonal(past, season) ? factors(past, season) : new double[] {1};
        double level = past[past.length - 1] / factors[(past.length - 1) % factors.length];
        double[] forecast = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            forecast[step] = level * factors[(past.length + step) % factors.length];
        }
        return forecast;
    }

    private static boolean isSeasonal(double[] past, int season) {
        if (season < 2 || past.length < 3 * season || Arrays.stream(past).anyMatch(value -> value <= 0)) {
            return false;
        }
        double squares = 0;
        for (int lag = 1; lag < season; lag++) {
            squares += Math.pow(correlation(past, lag), 2);
        }
        return Math.abs(correlation(past, season)) > SIGNIFICANT * Math.sqrt((1 + 2 * squares) / past.length);
    }

    private static double correlation(double[] past, int lag) {
        double mean = Arrays.stream(past).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int t = 0; t < past.length; t++) {
            squares += (past[t] - mean) * (past[t] - mean);
            products += t < lag ? 0 : (past[t] - mean) * (past[t - lag] - mean);
        }
        return squares == 0 ? 0 : products / squares;
    }

    /** The mean ratio of each phase to a centered moving average over one season, brought to mean 1. */
    private static double[] factors(double[] past, int season) {
        double[] sums = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        for (int t = half; t + half < past.length; t++) {
            sums[t % season] += past[t] / SeasonalShape.average(past, t, season);
            counts[t % season]++;
        }
        double total = 0;
        for (int phase = 0; phase < season; phase++) {
            sums[phase] /= counts[phase];
            total += sums[phase];
        }
        for (int phase = 0; phase < season; phase++) {
            sums[phase] *= season / total;
        }
        return sums;
    }
}
