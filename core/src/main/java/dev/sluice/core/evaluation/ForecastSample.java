package dev.sluice.core.evaluation;

import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One forecast and the true values.
 *
 * @param series name of the series; empty if it has none
 * @param column name of the column; empty if it has none
 * @param past the window before the forecast, oldest first
 * @param right the true values
 * @param said the forecast values
 * @param band interval around it; null if the model gives none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ForecastSample(
        String series,
        String column,
        List<Double> past,
        List<Double> right,
        List<Double> said,
        @Nullable Band band) {
    /** Copies the lists. */
    public ForecastSample {
        past = List.copyOf(past);
        right = List.copyOf(right);
        said = List.copyOf(said);
    }

    /**
     * An interval at each step ahead.
     *
     * @param level share of the numbers that it should hold
     */
    public record Band(double level, List<Double> low, List<Double> high) {
        /** Copies the lists. */
        public Band {
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }
}
