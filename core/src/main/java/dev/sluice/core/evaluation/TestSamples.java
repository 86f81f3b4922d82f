package dev.sluice.core.evaluation;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Samples of a model's answers on the test part with the true values, by target, for pictures.
 *
 * @param numbers predictions of numbers
 * @param forecasts of series
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TestSamples(Map<String, List<NumberSample>> numbers, Map<String, List<ForecastSample>> forecasts) {
    /** Copies the maps, keeping their order. */
    public TestSamples {
        numbers = TestDetails.kept(numbers);
        forecasts = TestDetails.kept(forecasts);
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return numbers.isEmpty() && forecasts.isEmpty();
    }

    /** No samples. */
    public static TestSamples none() {
        return new TestSamples(Map.of(), Map.of());
    }
}
