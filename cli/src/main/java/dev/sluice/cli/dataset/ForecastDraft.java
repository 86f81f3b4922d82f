package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An experiment that forecasts the numbers of a table. */
final class ForecastDraft {
    private static final int DAY = 86_400;
    /** Columns from which on a table whose other columns are one id is one of many series, a row each. */
    private static final int WIDE = 20;

    /** Windows that an epoch has at most. */
    private static final long MOST_WINDOWS = 20_000;

    private ForecastDraft() {}

    static void add(Profile.Table table, Wishes wishes, Path folder, List<String> lines) throws IOException {
        List<Column> numbers = numbers(table, wishes);
        TableSeries series = table.series();
        if (numbers.isEmpty()) {
            throw new DataException(
                    table.file() + " has no column of numbers to forecast, and none of classes to tell apart;"
                            + " name what to predict with --target");
        }
        boolean rows = numbers.size() >= WIDE
                && table.columns().size() - numbers.size() <= 1
                && wishes.target().isEmpty();
        double step = series.isRegular() ? series.usual() : 0;
        long steps = rows ? numbers.size() : series.median();
        int season = Season.of(Season.series(table, numbers, rows), Season.candidates(step, isMonthly(step, table)));
        int horizon = wishes.horizon() > 0 ? wishes.horizon() : horizon(season, steps);
        int window = (int) Math.clamp(Math.max(2L * horizon, 4L * season), 12, Math.max(12, steps / 8));
        List<String> targets = wishes.target().map(List::of).orElse(List.of());
        lines.add(String.format(
                Locale.ROOT,
                "# Forecast of %s, %d steps ahead.",
                rows
                        ? "many series, a row each"
                        : (targets.isEmpty() ? "all numbers" : "'" + targets.getFirst() + "'")
                                + (series.several() ? " of " + series.words() : ""),
                horizon));
        TableDraft.head(table, folder, lines);
        if (rows) {
            lines.add("      # Each row is a series, its numbers are the steps.");
            lines.add("      layout: rows");
            table.columns().stream()
                    .filter(column -> column.kind() != Column.Kind.NUMBER)
                    .findFirst()
                    .ifPresent(id -> lines.add("      id: " + Draft.quoted(id.name())));
            lines.add("      features: ['" + numbers.getFirst().name() + "..']");
        } else {
            if (series.several()) {
                lines.add("      id: " + Draft.list(series.id()));
            }
            TableDraft.time(table, lines);
            lines.add("      features: "
                    + Draft.list(numbers.stream().map(Column::name).toList()));
        }
        TableDraft.marks(table, lines);
        lines.add("  forecast:");
        lines.add("    horizon: " + horizon);
        lines.add("    # "
                + (season > 0 ? "Some seasons of " + season + " steps, which the numbers show." : "Some horizons."));
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
        if (!rows && numbers.stream().anyMatch(column -> column.missing() > 0)) {
            lines.add("  # Numbers are missing: the last one known stands in.");
            lines.add("  series: {missing: last}");
        }
        lines.add("");
        lines.addAll(model(season, window));
    }

    /** The columns of numbers that may be read: no times, ids or row numbers. */
    static List<Column> numbers(Profile.Table table, Wishes wishes) {
        return table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.NUMBER
                        && !column.name().isBlank()
                        && !TableDraft.isRowNumber(column)
                        && !table.series().id().contains(column.name())
                        && !wishes.id().contains(column.name())
                        && !wishes.time().equals(Optional.of(column.name())))
                .toList();
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
