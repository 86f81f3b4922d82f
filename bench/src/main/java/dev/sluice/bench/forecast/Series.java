package dev.sluice.bench.forecast;

import dev.sluice.core.train.Scores;
import java.util.List;
import java.util.Locale;

/**
 * A column of the table: an example whose forecast is measured.
 *
 * @param title of the column
 * @param file of the experiment in the folder of examples
 * @param metric on the test part; the loss is the mean squared error of standardized numbers, as others report it
 * @param overrides of the experiment, beside those of a setting
 */
record Series(String title, String file, String metric, List<String> overrides) {
    /** The name of the figure in the table. */
    String figure() {
        return metric.equals(Scores.LOSS) ? "MSE" : metric.toUpperCase(Locale.ROOT);
    }

    /** The columns of the table in the documentation. */
    static List<Series> all() {
        return List.of(
                new Series("etth1", "etth1/experiment.yaml", Scores.LOSS, List.of("data.forecast.window=96")),
                new Series("etth1 oil", "etth1/oil.yaml", Scores.LOSS, List.of("data.forecast.window=96")),
                new Series("airline", "classic-series/experiment.yaml", "rmse", List.of()),
                new Series("shampoo", "classic-series/shampoo.yaml", "rmse", List.of()),
                new Series("sunspots", "classic-series/sunspots.yaml", "rmse", List.of()),
                new Series("temperatures", "classic-series/temperatures.yaml", "rmse", List.of()));
    }
}
