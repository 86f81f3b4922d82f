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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Autoregression of each column: the next value as a linear function of the last ones, by least squares over the first step of all
 * training windows, and its own answers fed back for further steps. Values count from the last one of the window, so that a level that
 * moves does no harm.
 */
public final class Autoregression implements Baseline {
    private static final double BUDGET = 1e9;
    private static final int FEWEST = 500;
    private static final int LONGEST = 48;

    private final Options options;

    /** The method with the given options. */
    public Autoregression(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code autoregression}. */
    public record Options(
            @Description("Order: number of past values that predict the next one; 0 for the whole window, at most 48")
            @Default("0")
            @Range(min = 0)
            int order) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return ColumnForecasts.refusal(task);
    }

    @Override
    public Fitted fit(BaselineTask task) {
        ForecastWindow horizon = task.forecast().orElseThrow();
        int window = horizon.longestWindow(task.training());
        int order = Math.min(options.order() == 0 ? LONGEST : options.order(), window);
        int columns = horizon.variables();
        List<Example> sample =
                Samples.even(task.training(), (long) Math.max(FEWEST, BUDGET / columns / (order + 1) / (order + 1)));
        return new ColumnForecasts(
                "autoregression of order " + order + Samples.words(sample, task.training()),
                horizon,
                ChangesFromLast.fit(task, sample, order, 1, 0).stream()
                        .map(map -> (SeriesMethod) (past, steps) -> forecast(map, past, order, steps))
                        .toList());
    }

    private static double[] forecast(LinearMap map, double[] past, int order, int steps) {
        double[] known = Arrays.copyOf(past, past.length + steps);
        double[] forecast = new double[steps];
        for (int step = 0; step < steps; step++) {
            double[] so = Arrays.copyOf(known, past.length + step);
            forecast[step] = so[so.length - 1] + map.apply(ChangesFromLast.of(so, order))[0];
            known[past.length + step] = forecast[step];
        }
        return forecast;
    }
}
