package dev.sluice.core.experiment.forecast;

import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.data.table.TimeFormat;
import dev.sluice.core.data.table.TimeWriter;
import dev.sluice.core.experiment.exchange.Digits;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * The column of times in a table of forecasts.
 *
 * @param name of the column
 * @param text of a time
 */
public record WrittenTimes(String name, DoubleFunction<String> text) {
    /** Times as numbers, as the data have them. */
    public static WrittenTimes numbers(TimeColumn column) {
        return new WrittenTimes(nameOf(column), Digits::of);
    }

    /**
     * Times as dates, in the form and the zone of the data.
     *
     * @param forecasts all that the table has
     */
    public static WrittenTimes dates(TimeColumn column, List<SeriesForecast> forecasts) {
        double[] all = forecasts.stream()
                .map(SeriesForecast::times)
                .flatMapToDouble(times -> IntStream.range(0, times.size()).mapToDouble(times::get))
                .toArray();
        return new WrittenTimes(
                nameOf(column), new TimeWriter(new TimeFormat(column.format(), column.zone(), false), all)::text);
    }

    private static String nameOf(TimeColumn column) {
        return column.name().isEmpty() ? "time" : column.name();
    }
}
