package dev.sluice.core.data;

import org.apiguardian.api.API;

/**
 * A naive forecast of an example's series, as a reference for errors. In the units of the data; columns are those of the answer.
 * Safe for several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Yardstick {
    /**
     * The mean absolute error of the seasonal naive forecast, one step ahead, over the training part of the series; NaN if that part never
     * changes.
     */
    double scale(int column);

    /** The answer of the naive forecast after the season was removed from the example's window. */
    double naive(int column);
}
