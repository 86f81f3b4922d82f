package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.Optional;

/** Repeats the last season. */
public final class SeasonalNaive implements Baseline {
    private final Options options;

    /** The method with the given options. */
    public SeasonalNaive(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code seasonal-naive}. */
    public record Options(
            @Description("Steps of a season; 0 for the season of the data, or the highest peak of the autocorrelation")
            @Default("0")
            @Range(min = 0)
            int season) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return ColumnForecasts.refusal(task)
                .or(() -> Season.of(task, options.season()) > 1
                        ? Optional.empty()
                        : Optional.of("it needs a season that fits into the window"));
    }

    @Override
    public Fitted fit(BaselineTask task) {
        int season = Season.of(task, options.season());
        return new ColumnForecasts(
                "value one season of " + season + " steps ago", task.forecast().orElseThrow(), List.of((SeriesMethod)
                        (past, steps) -> repeated(past, season, steps)));
    }

    private static double[] repeated(double[] past, int season, int steps) {
        int length = Math.min(season, past.length);
        double[] forecast = new double[steps];
        for (int step = 0; step < steps; step++) {
            forecast[step] = past[past.length - length + step % length];
        }
        return forecast;
    }
}
