package dev.sluice.core.data.forecast;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.model.ForecastTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Finds the series and the columns that a forecast is about. */
final class ForecastColumns {
    private final ForecastConfig config;
    private final Example first;
    private final ColumnNames names;

    ForecastColumns(ForecastConfig config, Example first, ColumnNames names) {
        this.config = config;
        this.first = first;
        this.names = names;
    }

    ForecastTask task() {
        if (!first.targets().isEmpty()) {
            throw new DataException(
                    "a forecast makes its targets from the series themselves, but the data bring targets, "
                            + first.targets().keySet() + "; take labels and targets out of data.source");
        }
        String input = input();
        int features = ((Sequence.Series) Objects.requireNonNull(first.inputs().get(input), input))
                .values()
                .columns();
        List<String> columns = names.of(input).size() == features
                ? names.of(input)
                : IntStream.rangeClosed(1, features).mapToObj(Integer::toString).toList();
        List<Integer> known = places("known", config.known(), columns);
        List<Integer> targets = config.targets().isEmpty()
                ? IntStream.range(0, features)
                        .boxed()
                        .filter(c -> !known.contains(c))
                        .toList()
                : places("targets", config.targets(), columns);
        if (targets.isEmpty()) {
            throw new DataException(
                    "data.forecast.known names all columns, so nothing is left to forecast: " + columns);
        }
        return new ForecastTask(input, targets, config.longest(), config.horizon(), known);
    }

    private String input() {
        List<String> series = new ArrayList<>();
        first.inputs().forEach((name, sequence) -> {
            if (sequence instanceof Sequence.Series) {
                series.add(name);
            }
        });
        if (!config.series().isEmpty() && series.contains(config.series())) {
            return config.series();
        }
        if (series.size() != 1 || !config.series().isEmpty()) {
            throw new DataException("a forecast needs a numeric series, but "
                    + (config.series().isEmpty()
                            ? "the data have "
                                    + (series.isEmpty() ? "none" : "several; name one under data.forecast.series")
                            : "there is none called '" + config.series() + "'"
                                    + Suggestions.question(config.series(), series))
                    + " (they bring " + String.join(", ", first.inputs().keySet()) + ")");
        }
        return series.getFirst();
    }

    private static List<Integer> places(String key, List<String> wanted, List<String> columns) {
        List<Integer> places = new ArrayList<>();
        for (String name : wanted) {
            int place = columns.indexOf(name);
            if (place < 0) {
                throw new DataException("data.forecast." + key + ": the series has no column '" + name + "'"
                        + Suggestions.choice(name, "it has", columns));
            }
            if (!places.contains(place)) {
                places.add(place);
            }
        }
        return places;
    }
}
