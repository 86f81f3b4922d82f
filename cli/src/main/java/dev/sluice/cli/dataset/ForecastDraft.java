package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An experiment that forecasts the numbers of a table. */
final class ForecastDraft {
    private static final int DAY = 86_400;
    /** Columns from which on a table whose other columns are one id is one of many series, a row each. */
    private static final int WIDE = 20;

    /** Steps of a series from which on some can be kept for validation and test. */
    private static final int FEWEST_STEPS = 10;

    /** Windows that an epoch has at most. */
    private static final long MOST_WINDOWS = 20_000;

    private ForecastDraft() {}

    static void add(Profile.Table table, Wishes wishes, Path folder, List<String> lines) throws IOException {
        List<Column> all = numbers(table, wishes);
        TableSeries series = table.series();
        List<Column> strays = table.columns().stream()
                .filter(column -> !column.strays().isEmpty())
                .toList();
        requireNumbers(table, wishes, all, strays);
        boolean rows = all.size() >= WIDE
                && filled(table) - all.size() <= 1
                && wishes.target().isEmpty();
        List<Column> numbers = rows ? all : changing(all, series, wishes);
        List<Column> fixed = all.stream()
                .filter(column -> !numbers.contains(column) && !column.range().isConstant())
                .toList();
        double step = series.isRegular() ? series.usual() : 0;
        long steps = rows ? numbers.size() : series.median();
        int season = Season.of(Season.series(table, numbers, rows), Season.candidates(step, isMonthly(step, table)));
        int horizon = wishes.horizon() > 0 ? wishes.horizon() : horizon(season, steps);
        long usual = Math.clamp(Math.max(2L * horizon, 4L * season), 12, Math.max(12, steps / 8));
        int window = (int) Math.min(usual, room(table, steps, horizon, rows));
        List<String> targets = wishes.target().map(List::of).orElse(List.of());
        lines.add(String.format(
                Locale.ROOT,
                "# Forecast of %s, %d steps ahead.",
                rows
                        ? "many series, a row each"
                        : (targets.isEmpty() ? "all numbers" + butFor(strays) : "'" + targets.getFirst() + "'")
                                + (series.several() ? " of " + series.words() : ""),
                horizon));
        TableDraft.head(table, folder, lines);
        if (rows) {
            lines.add("      # Each row is a series, its numbers are the steps.");
            lines.add("      layout: rows");
            table.columns().stream()
                    .filter(column -> column.kind() != Column.Kind.NUMBER && column.kind() != Column.Kind.EMPTY)
                    .findFirst()
                    .ifPresent(id -> lines.add("      id: " + Draft.quoted(id.name())));
            lines.add("      features: ['" + numbers.getFirst().name() + "..']");
        } else {
            if (series.several()) {
                lines.add("      id: " + Draft.list(series.id()));
            }
            // One step for several rows: a forecast counts in steps of equal length.
            TimeDraft.add(table, "mean", lines);
            lines.add("      features: "
                    + Draft.list(numbers.stream().map(Column::name).toList()));
            if (!fixed.isEmpty()) {
                lines.add("      # The same at all steps of a series.");
                lines.add("      static_features: "
                        + Draft.list(fixed.stream().map(Column::name).toList()));
            }
            LeftOut.add(
                    table,
                    read(
                            series,
                            all.stream()
                                    .filter(column -> numbers.contains(column) || fixed.contains(column))
                                    .toList()),
                    lines);
        }
        TableDraft.marks(table, lines);
        lines.add("  forecast:");
        lines.add("    horizon: " + horizon);
        lines.add("    # " + windowWords(season, window));
        lines.add("    window: " + window);
        long windows = (rows ? table.rows() : series.series()) * steps * 7 / 10;
        if (windows > MOST_WINDOWS) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    # Of about %,d windows an epoch of training takes a part; test and validation have all.",
                    windows));
            lines.add("    stride: " + Math.ceilDiv(windows, MOST_WINDOWS));
        }
        if (targets.isEmpty() && !rows && numbers.size() > 1) {
            lines.add("    # All columns are forecast; targets: ["
                    + Draft.quoted(numbers.getFirst().name()) + "] would forecast one from all.");
        } else if (!targets.isEmpty()) {
            lines.add("    targets: " + Draft.list(targets));
        }
        lines.add(
                "  # The last fifth is the test, what is before it chooses the best epoch: no window sees what comes after it.");
        lines.add("  split: {by: time, validation: 0.1, test: 0.2}");
        if (!rows && all.stream().anyMatch(column -> column.missing() > 0)) {
            lines.add("  # Numbers are missing: the last one known stands in.");
            lines.add("  series: {missing: last}");
        }
        lines.add("");
        lines.addAll(model(season, window));
    }

    /** The columns of numbers that may be read: no times, ids or row numbers. */
    static List<Column> numbers(Profile.Table table, Wishes wishes) {
        return table.columns().stream()
                .filter(column -> column.isReadable()
                        && !column.name().isBlank()
                        && !TableDraft.isRowNumber(column)
                        && !table.series().id().contains(column.name())
                        && !wishes.id().contains(column.name())
                        && !wishes.time().equals(Optional.of(column.name())))
                .toList();
    }

    /** The columns with something to forecast, which are those that change from step to step. */
    private static List<Column> changing(List<Column> numbers, TableSeries series, Wishes wishes) {
        List<Column> changing = numbers.stream()
                .filter(column -> wishes.target().equals(Optional.of(column.name()))
                        || !(column.range().isConstant() || series.fixed().contains(column.name())))
                .toList();
        return changing.isEmpty() ? numbers : changing;
    }

    /** The number of columns with anything in them; in a table of rows, the last one may be behind the ends of all series. */
    private static long filled(Profile.Table table) {
        return table.columns().stream()
                .filter(column -> column.kind() != Column.Kind.EMPTY)
                .count();
    }

    private static void requireNumbers(Profile.Table table, Wishes wishes, List<Column> numbers, List<Column> strays) {
        String unreadable = strays.isEmpty() ? "" : ": " + LeftOut.strays(strays.getFirst()) + "; correct these cells";
        if (numbers.isEmpty()) {
            Optional<Column> large = table.columns().stream()
                    .filter(column -> !column.tooLarge().isEmpty())
                    .findFirst();
            if (strays.isEmpty() && large.isPresent()) {
                Column first = large.get();
                throw new DataException(
                        table.file() + ": '" + Printable.word(first.name()) + "' holds " + first.tooLarge());
            }
            throw new DataException(
                    table.file() + " has no column of numbers to forecast, and none of classes to tell apart"
                            + (strays.isEmpty() ? "; name what to predict with --target" : unreadable));
        }
        if (numbers.size() + strays.size() >= WIDE
                && filled(table) - numbers.size() - strays.size() <= 1
                && !strays.isEmpty()) {
            throw new DataException(
                    table.file() + " has a series in each row, so all its columns must be numbers" + unreadable);
        }
        wishes.target()
                .filter(target ->
                        numbers.stream().noneMatch(column -> column.name().equals(target)))
                .ifPresent(target -> {
                    Column column = table.column(target).orElseThrow();
                    throw new DataException(table.file() + ": '" + target + "' cannot be forecast, as "
                            + (column.strays().isEmpty()
                                    ? "it is no column of numbers that change from step to step; name another with --target"
                                    : LeftOut.strays(column) + "; correct these cells"));
                });
    }

    private static String butFor(List<Column> strays) {
        return strays.isEmpty()
                ? ""
                : " but those of "
                        + strays.stream()
                                .map(column -> "'" + Printable.word(column.name()) + "'")
                                .collect(Collectors.joining(", "));
    }

    /** Steps that a window may have, so that training has several of them. */
    private static long room(Profile.Table table, long steps, int horizon, boolean rows) {
        long training = steps * 7 / 10;
        if (steps < FEWEST_STEPS || training - horizon < 2) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s has %,d %s, too few for a forecast %,d steps ahead: training takes the first seven tenths of them, which must hold"
                            + " more than one window and what comes after it; give at least %,d%s",
                    table.file(),
                    steps,
                    rows ? "numbers in a row" : table.series().several() ? "rows in a usual series" : "rows",
                    horizon,
                    Math.max(FEWEST_STEPS, Math.ceilDiv((horizon + 2L) * 10, 7L)),
                    horizon > 1 ? ", or take a smaller --horizon" : ""));
        }
        return Math.max(1, (training - horizon) / 2);
    }

    private static Set<String> read(TableSeries series, List<Column> numbers) {
        Set<String> read = new HashSet<>(series.id());
        series.time().map(Column::name).ifPresent(read::add);
        numbers.stream().map(Column::name).forEach(read::add);
        return read;
    }

    private static String windowWords(int season, int window) {
        if (season == 0) {
            return "Some horizons.";
        }
        return season <= window
                ? "Some seasons of " + season + " steps, which the numbers show."
                : "As many steps as the series leave for it; the season of " + season
                        + " steps, which the numbers show, is longer.";
    }

    private static List<String> model(int season, int window) {
        return List.of(
                "model:",
                "  encoder: {cell: gru, hidden: 64}",
                season > 0 && season <= window
                        ? "  # Each window has mean 0, the forecast starts from the season before, and a linear map stands beside the network."
                        : "  # Each window has mean 0, the forecast starts from the last value, and a linear map stands beside the network.",
                "  forecast: {normalize: window, base: "
                        + (season > 0 && season <= window ? "season, season: " + season : "last") + "}",
                "",
                "train:",
                "  epochs: 10",
                "  batch_size: 64",
                "  loss: mean-squared-error",
                "  metrics: [rmse, mae]",
                "  optimizer: {name: adamw, options: {learning_rate: 0.001}}",
                "  schedule: cosine",
                "  clip: {norm: 1.0}",
                "  early_stopping: {patience: 3}");
    }

    /** Returns whether steps are months. */
    private static boolean isMonthly(double step, Profile.Table table) {
        return (step >= 28 * DAY && step <= 31 * DAY)
                || (table.series().time().isEmpty()
                        && table.columns().getFirst().values().keySet().stream()
                                .limit(12)
                                .allMatch(cell -> cell.matches("\\d{1,4}-(0[1-9]|1[0-2])")));
    }

    private static int horizon(int season, long steps) {
        int usual = season > 0 ? Math.min(season, 24) : 12;
        return Math.clamp(steps / 20, 1, usual);
    }
}
