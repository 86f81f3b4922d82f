package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Repeats the last value. */
public final class Naive implements Baseline {
    @Override
    public Optional<String> refusal(BaselineTask task) {
        return ColumnForecasts.refusal(task);
    }

    @Override
    public Fitted fit(BaselineTask task) {
        SeriesMethod last = (past, steps) -> {
            double[] forecast = new double[steps];
            Arrays.fill(forecast, past[past.length - 1]);
            return forecast;
        };
        return new ColumnForecasts("last value", task.forecast().orElseThrow(), List.of(last));
    }
}
