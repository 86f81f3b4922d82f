package dev.sluice.core.evaluation;

import java.util.List;
import org.apiguardian.api.API;

/**
 * One forecast beside what came.
 *
 * @param series name of the series; empty if it has none
 * @param column name of the column; empty if it has none
 * @param past the window before the forecast, oldest first
 * @param right what came
 * @param said what was forecast
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ForecastSample(String series, String column, List<Double> past, List<Double> right, List<Double> said) {
    /** Copies the lists. */
    public ForecastSample {
        past = List.copyOf(past);
        right = List.copyOf(right);
        said = List.copyOf(said);
    }
}
