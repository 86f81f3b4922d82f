package dev.sluice.core.experiment.forecast;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.sluice.core.experiment.exchange.Digits;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forecasts as tables: a row for each step ahead of each series.
 *
 * <pre>
 *   series  ahead  time  load  load.low  load.high      the forecast, and what is said beside it
 *   series  path  ahead  time  load                     sampled paths
 * </pre>
 */
public final class ForecastTable {
    private ForecastTable() {}

    /**
     * Writes forecasts as comma-separated values.
     *
     * @param to is closed
     * @param times the column with the times of steps
     */
    public static void write(Writer to, WrittenTimes times, List<SeriesForecast> forecasts) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to)) {
            for (int i = 0; i < forecasts.size(); i++) {
                SeriesForecast forecast = forecasts.get(i);
                if (i == 0) {
                    List<String> header = new ArrayList<>(List.of("series", "ahead"));
                    header.addAll(timed(forecast, times));
                    header.addAll(forecast.columns());
                    forecast.details()
                            .keySet()
                            .forEach(part -> forecast.columns().forEach(column -> header.add(column + "." + part)));
                    csv.writeRecord(header);
                }
                for (int step = 0; step < forecast.horizon(); step++) {
                    List<String> row = new ArrayList<>(List.of(forecast.series(), Integer.toString(step + 1)));
                    row.addAll(time(forecast, step, times));
                    row.addAll(numbers(forecast.points(), step));
                    for (Matrix part : forecast.details().values()) {
                        row.addAll(numbers(part, step));
                    }
                    csv.writeRecord(row);
                }
            }
        }
    }

    /**
     * Writes sampled paths as comma-separated values.
     *
     * @param to is closed
     * @param times the column with the times of steps
     */
    public static void writePaths(Writer to, WrittenTimes times, List<SeriesForecast> forecasts) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to)) {
            for (int i = 0; i < forecasts.size(); i++) {
                SeriesForecast forecast = forecasts.get(i);
                if (i == 0) {
                    List<String> header = new ArrayList<>(List.of("series", "path", "ahead"));
                    header.addAll(timed(forecast, times));
                    header.addAll(forecast.columns());
                    csv.writeRecord(header);
                }
                for (int path = 0; path < forecast.paths().size(); path++) {
                    for (int step = 0; step < forecast.horizon(); step++) {
                        List<String> row = new ArrayList<>(
                                List.of(forecast.series(), Integer.toString(path + 1), Integer.toString(step + 1)));
                        row.addAll(time(forecast, step, times));
                        row.addAll(numbers(forecast.paths().get(path), step));
                        csv.writeRecord(row);
                    }
                }
            }
        }
    }

    private static List<String> timed(SeriesForecast forecast, WrittenTimes times) {
        return forecast.times().isEmpty() ? List.of() : List.of(times.name());
    }

    private static List<String> time(SeriesForecast forecast, int step, WrittenTimes times) {
        return forecast.times().isEmpty()
                ? List.of()
                : List.of(times.text().apply(forecast.times().get(step)));
    }

    private static List<String> numbers(Matrix values, int step) {
        return IntStream.range(0, values.columns())
                .mapToObj(column -> Digits.of(values.get(step, column)))
                .toList();
    }
}
