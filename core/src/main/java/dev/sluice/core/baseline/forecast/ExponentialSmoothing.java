package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.Optional;

/**
 * Exponential smoothing with an additive season: the season is taken away by classical decomposition, a level with a damped trend is
 * fitted to the rest of each window, and the season is added again.
 */
public final class ExponentialSmoothing implements Baseline {
    private final Options options;

    /** The method with the given options. */
    public ExponentialSmoothing(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code exponential-smoothing}. */
    public record Options(
            @Description("Damping factor of the trend at each step; 0 for no trend, 1 for an undamped trend")
            @Default("0.9")
            @Range(min = 0, max = 1)
            double damping,

            @Description("Steps of a season; 0 for the season of the data, or the highest peak of the autocorrelation")
            @Default("0")
            @Range(min = 0)
            int season) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return ColumnForecasts.refusal(task);
    }

    @Override
    public Fitted fit(BaselineTask task) {
        int season = Season.of(task, options.season());
        String words = "exponential smoothing" + (options.damping() == 0 ? "" : " with trend")
                + (season == 1 ? "" : " and a season of " + season + " steps");
        return new ColumnForecasts(words, task.forecast().orElseThrow(), List.of((SeriesMethod)
                (past, steps) -> forecast(past, season, steps)));
    }

    private double[] forecast(double[] past, int season, int steps) {
        SeasonalShape shape = SeasonalShape.of(past, season);
        double[] rest = shape.removed(past);
        Smoothing smoothing =
                options.damping() == 0 ? Smoothing.ofLevel(rest) : Smoothing.ofTrend(rest, options.damping());
        double[] forecast = new double[steps];
        for (int step = 0; step < steps; step++) {
            forecast[step] = smoothing.ahead(step + 1) + shape.at(past.length + step);
        }
        return forecast;
    }
}
