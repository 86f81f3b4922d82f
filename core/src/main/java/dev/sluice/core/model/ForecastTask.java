package dev.sluice.core.model;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The forecast that a model makes: the next steps of some columns of a series that it reads.
 *
 * @param input name of the series
 * @param columns of that series to forecast, counted from 0
 * @param window largest number of steps that are read
 * @param horizon steps to forecast, {@code H}
 * @param known columns of the series whose values in the horizon are a separate input, {@code [B, H · K]}, step by step
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ForecastTask(String input, List<Integer> columns, int window, int horizon, List<Integer> known) {
    /** Copies the lists and checks the numbers. */
    public ForecastTask {
        columns = List.copyOf(columns);
        known = List.copyOf(known);
        if (columns.isEmpty() || window < 1 || horizon < 1) {
            throw new IllegalArgumentException("a forecast needs at least one column, one step to read and one to"
                    + " forecast, but has the columns " + columns + ", a window of " + window + " and a horizon of "
                    + horizon);
        }
    }

    /** Name of the input with the known values of the horizon. */
    public String knownInput() {
        return input.equals(ModelInput.FEATURES) ? "known" : input + ".known";
    }

    /** The columns of the answer, {@code H · C}: those of the first step, then those of the second, and so on. */
    public int size() {
        return horizon * columns.size();
    }
}
