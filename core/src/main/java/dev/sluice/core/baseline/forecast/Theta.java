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
 * The Theta method (Assimakopoulos and Nikolopoulos, 2000): after the season is taken away, the mean of the straight line through the
 * window and of a smoothed series whose distance from that line is doubled.
 */
public final class Theta implements Baseline {
    private final Options options;

    /** The method with the given options. */
    public Theta(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code theta}. */
    public record Options(
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
        return new ColumnForecasts(
                "Theta method" + (season == 1 ? "" : " with a season of " + season + " steps"),
                task.forecast().orElseThrow(),
                List.of((SeriesMethod) (past, steps) -> forecast(past, season, steps)));
    }

    private static double[] forecast(double[] past, int season, int steps) {
        SeasonalShape shape = SeasonalShape.of(past, season);
        double[] rest = shape.removed(past);
        Line line = Line.fit(rest);
        double[] doubled = new double[rest.length];
        for (int t = 0; t < doubled.length; t++) {
            doubled[t] = 2 * rest[t] - line.at(t);
        }
        Smoothing smoothing = Smoothing.ofLevel(doubled);
        double[] forecast = new double[steps];
        for (int step = 0; step < steps; step++) {
            int time = past.length + step;
            forecast[step] = (line.at(time) + smoothing.ahead(step + 1)) / 2 + shape.at(time);
        }
        return forecast;
    }
}
