package dev.sluice.core.data.forecast;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;
import org.apiguardian.api.API;

/** The windows that are cut from series, and the steps after them that are to be forecast. */
@Description("Windows cut from series, and the steps after them to forecast.")
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ForecastConfig(
        @Description("Steps to forecast; 0 for no forecast") @Default("0") @Range(min = 0)
        int horizon,

        @Description("Maximum number of steps of a window; 0 for three horizons, at least 24")
        @Default("0")
        @Range(min = 0)
        int window,

        @Description("Minimum number of steps of a window, at the beginning of a series; 0 for full windows only")
        @Default("0")
        @Range(min = 0)
        int shortest,

        @Description("Steps from one window to the next in training; validation and test use every window")
        @Default("1")
        @Range(min = 1)
        int stride,

        @Description("Columns to forecast; by default, all except the known ones") @Default("[]")
        List<String> targets,

        @Description("Columns whose future values are known, such as the hour of the day or a planned price")
        @Default("[]")
        List<String> known,

        @Description("Name of the series to forecast, if the data have several inputs") @Default("''")
        String series,

        @Description(
                "Whether the windows of validation and test may begin before their part, as forecasts do in use; the"
                        + " steps to forecast never do")
        @Default("true")
        boolean lookBack) {
    private static final int SHORTEST_DEFAULT = 24;

    /** Copies the lists and checks that the options fit. */
    public ForecastConfig {
        targets = List.copyOf(targets);
        known = List.copyOf(known);
        if (horizon == 0 && (window > 0 || shortest > 0 || !targets.isEmpty() || !known.isEmpty())) {
            throw new IllegalArgumentException("horizon must be the number of steps to forecast, at least 1, but is 0");
        }
        if (window > 0 && shortest > window) {
            throw new IllegalArgumentException(
                    "shortest must be at most window, " + window + " steps, but was " + shortest);
        }
        for (String name : known) {
            if (targets.contains(name)) {
                throw new IllegalArgumentException(
                        "a column is either forecast or known, but '" + name + "' is both in targets and in known");
            }
        }
    }

    /** No forecast. */
    public static ForecastConfig none() {
        return of(0, 0);
    }

    /** A forecast of all columns. */
    public static ForecastConfig of(int window, int horizon) {
        return new ForecastConfig(horizon, window, 0, 1, List.of(), List.of(), "", true);
    }

    /** Returns whether there is anything to forecast. */
    public boolean isOn() {
        return horizon > 0;
    }

    /** Most steps of a window. */
    public int longest() {
        return window > 0 ? window : Math.max(SHORTEST_DEFAULT, 3 * horizon);
    }

    /** Fewest steps of a window. */
    public int fewest() {
        return shortest > 0 ? shortest : longest();
    }
}
