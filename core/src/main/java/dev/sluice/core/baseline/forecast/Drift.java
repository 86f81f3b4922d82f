package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import java.util.List;
import java.util.Optional;

/** Goes on from the last value by the mean change over the window: the straight line through its first and last value. */
public final class Drift implements Baseline {
    @Override
    public Optional<String> refusal(BaselineTask task) {
        return ColumnForecasts.refusal(task);
    }

    @Override
    public Fitted fit(BaselineTask task) {
        SeriesMethod line = (past, steps) -> {
            double last = past[past.length - 1];
            double change = past.length == 1 ? 0 : (last - past[0]) / (past.length - 1);
            double[] forecast = new double[steps];
            for (int step = 0; step < steps; step++) {
                forecast[step] = last + (step + 1) * change;
            }
            return forecast;
        };
        return new ColumnForecasts("drift of the window", task.forecast().orElseThrow(), List.of(line));
    }
}
