package dev.sluice.core.experiment.forecast;

import dev.sluice.core.data.Times;
import dev.sluice.core.experiment.exchange.Details;
import dev.sluice.core.tensor.Matrix;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The forecast of one series, in the units of the data.
 *
 * @param series its name
 * @param columns names of the variables
 * @param past the variables as they were measured, {@code [P, C]}
 * @param times of the steps ahead; empty where the data have none
 * @param points the forecast, {@code [H, C]}
 * @param details what is said beside it, such as {@code low} and {@code high}, {@code [H, C]} each
 * @param interval the details that bound it
 * @param paths sampled courses, {@code [H, C]} each
 */
public record SeriesForecast(
        String series,
        List<String> columns,
        Matrix past,
        Times times,
        Matrix points,
        Map<String, Matrix> details,
        Details.IntervalParts interval,
        List<Matrix> paths) {
    /** Copies the collections, keeping their order. */
    public SeriesForecast {
        columns = List.copyOf(columns);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        paths = List.copyOf(paths);
    }

    /** The number of steps ahead. */
    public int horizon() {
        return points.rows();
    }
}
