package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.ForecastWindow;
import dev.sluice.core.baseline.Samples;
import dev.sluice.core.data.Example;
import java.util.List;

/** The number of steps after which series repeat themselves. */
public final class Season {
    private static final int MOST_WINDOWS = 500;
    /** Below it a peak of the autocorrelation is taken for chance. */
    private static final double LEAST_CORRELATION = 0.3;

    private Season() {}

    /**
     * The season of a task: the one that is asked for, or that the data name, or the highest peak of the autocorrelation within the
     * training windows after their straight lines are taken away.
     *
     * @param asked 0 if none is asked for
     * @return at least 2; 1 if there is no season that a window holds
     */
    public static int of(BaselineTask task, int asked) {
        ForecastWindow horizon = task.forecast().orElseThrow();
        int named = asked > 0 ? asked : horizon.season();
        int window = horizon.longestWindow(task.training());
        if (named > 0) {
            return named <= window ? named : 1;
        }
        return found(task.training(), horizon, window);
    }

    private static int found(List<Example> training, ForecastWindow horizon, int window) {
        int longest = window / 2;
        double[] products = new double[longest + 1];
        for (Example example : Samples.even(training, MOST_WINDOWS)) {
            for (int variable = 0; variable < horizon.variables(); variable++) {
                add(products, Line.fit(horizon.past(example, variable)));
            }
        }
        int season = 1;
        double highest = LEAST_CORRELATION;
        for (int lag = 2; lag < longest; lag++) {
            double correlation = products[0] == 0 ? 0 : products[lag] / products[0];
            boolean peak = products[lag] > products[lag - 1] && products[lag] >= products[lag + 1];
            if (peak && correlation > highest) {
                highest = correlation;
                season = lag;
            }
        }
        return season;
    }

    /** Adds the mean products at each lag that a window has, relative to the variance, so that every window counts the same. */
    private static void add(double[] products, Line line) {
        double[] rest = line.rest();
        double variance = 0;
        for (double each : rest) {
            variance += each * each / rest.length;
        }
        if (variance == 0) {
            return;
        }
        for (int lag = 0; lag < Math.min(products.length, rest.length); lag++) {
            double sum = 0;
            for (int t = lag; t < rest.length; t++) {
                sum += rest[t] * rest[t - lag];
            }
            products[lag] += sum / (rest.length - lag) / variance;
        }
    }
}
