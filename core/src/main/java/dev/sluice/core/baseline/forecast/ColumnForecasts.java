package dev.sluice.core.baseline.forecast;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.ForecastWindow;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Optional;

/** Forecasts of each column by a method of its own. */
final class ColumnForecasts implements Baseline.Fitted {
    private final String description;
    private final ForecastWindow horizon;
    private final List<SeriesMethod> methods;

    /**
     * Forecasts.
     *
     * @param methods one for each column, or one for all
     */
    ColumnForecasts(String description, ForecastWindow horizon, List<? extends SeriesMethod> methods) {
        this.description = description;
        this.horizon = horizon;
        this.methods = List.copyOf(methods);
    }

    /** The reason why a task is no forecast; empty if it is one. */
    static Optional<String> refusal(BaselineTask task) {
        return task.forecast().isPresent()
                ? Optional.empty()
                : Optional.of("it needs the future of a series to predict (data.forecast)");
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Matrix predict(Example example) {
        int columns = horizon.variables();
        Matrix forecast = Matrix.zeros(1, horizon.horizon() * columns);
        for (int variable = 0; variable < columns; variable++) {
            SeriesMethod method = methods.get(methods.size() == 1 ? 0 : variable);
            double[] next = method.forecast(horizon.past(example, variable), horizon.horizon());
            for (int step = 0; step < next.length; step++) {
                forecast.array()[horizon.place(step, variable)] = next[step];
            }
        }
        return forecast;
    }
}
