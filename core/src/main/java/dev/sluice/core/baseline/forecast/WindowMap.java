package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.ForecastWindow;
import dev.sluice.core.baseline.Samples;
import dev.sluice.core.baseline.fit.LinearMap;
import dev.sluice.core.data.Example;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.Optional;

/**
 * One linear map from the window of a column to all steps of its forecast, by least squares over all training windows (as NLinear of Zeng
 * et al., 2023, but solved at once). Values count from the last one of the window, so that a level that moves does no harm.
 */
public final class WindowMap implements Baseline {
    private static final double BUDGET = 4e9;
    private static final int FEWEST = 500;
    private static final int LONGEST = 336;

    private final Options options;

    /** The method with the given options. */
    public WindowMap(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code linear-map}. */
    public record Options(
            @Description("Steps of the window that are read; 0 for all of them, at most the last 336")
            @Default("0")
            @Range(min = 0)
            int window,

            @Description("L2 penalty on the weights, as a share of the mean square of an input")
            @Default("0.000001")
            @Range(min = 0)
            double penalty) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return ColumnForecasts.refusal(task);
    }

    @Override
    public Fitted fit(BaselineTask task) {
        ForecastWindow horizon = task.forecast().orElseThrow();
        int whole = horizon.longestWindow(task.training());
        int window = Math.min(options.window() == 0 ? LONGEST : options.window(), whole);
        int columns = horizon.variables();
        List<Example> sample = Samples.even(task.training(), (long)
                Math.max(FEWEST, BUDGET / columns / (window + 1) / (window + horizon.horizon())));
        return new ColumnForecasts(
                "linear map of the last " + window + " steps" + Samples.words(sample, task.training()),
                horizon,
                ChangesFromLast.fit(task, sample, window, horizon.horizon(), options.penalty()).stream()
                        .map(map -> (SeriesMethod) (past, steps) -> forecast(map, past, window))
                        .toList());
    }

    private static double[] forecast(LinearMap map, double[] past, int window) {
        double[] forecast = map.apply(ChangesFromLast.of(past, window));
        double last = past[past.length - 1];
        for (int step = 0; step < forecast.length; step++) {
            forecast[step] += last;
        }
        return forecast;
    }
}
