package dev.sluice.cli.dataset;

import dev.sluice.core.error.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A profile as lines of text. */
public final class ProfilePage {
    private static final int SHOWN = 30;
    private static final int MOST_ODD = 8;

    private ProfilePage() {}

    /** The lines. */
    public static List<String> of(Profile profile) {
        List<String> lines = new ArrayList<>();
        switch (profile) {
            case Profile.Table table -> table(table, lines);
            case Profile.Series series -> series(series, lines);
            case Profile.Arrays arrays -> arrays(arrays, lines);
            case Profile.Objects objects -> objects(objects, lines);
        }
        profile.thumbnails().entrySet().stream()
                .limit(SHOWN)
                .forEach(each -> lines.add(String.format(
                        Locale.ROOT,
                        "  %-16s %s",
                        word(each.getKey()),
                        each.getValue().line())));
        return lines;
    }

    private static void table(Profile.Table table, List<String> lines) {
        lines.add(text(
                "%s: a table of %,d rows and %,d columns, separated by %s%s%s%s%s",
                table.file(),
                table.rows(),
                table.columns().size(),
                table.delimiter() == '\t' ? "tabs" : "'" + table.delimiter() + "'",
                table.numbers().decimal() == ',' ? ", decimal commas" : "",
                table.numbers().grouped() ? ", '" + table.numbers().thousands() + "' between thousands" : "",
                table.encoding().equals("utf-8") ? "" : ", in " + table.encoding() + " (encoding)",
                table.header() ? "" : ", without a header row"));
        lines.add("");
        table.columns().stream().limit(SHOWN).forEach(column -> lines.add(column(column, table.rows())));
        if (table.columns().size() > SHOWN) {
            lines.add(text("  … and %,d more columns", table.columns().size() - SHOWN));
        }
        lines.add("");
        note(lines, table.duplicates(), "rows that repeat an earlier row");
        note(
                lines,
                table.ragged().rows(),
                "rows that do not have the columns of the header, the first in line "
                        + table.ragged().line() + ": no run will read them");
        if (!table.numbers().doubtful().isEmpty()) {
            String[] readings = table.numbers().readings();
            lines.add(text(
                    "note: %s is ambiguous; it is read as %s, and with %s it is %s",
                    table.numbers().doubtful(),
                    readings[0],
                    table.numbers().decimal() == ',' ? "thousands: ','" : "decimal: ','",
                    readings[1]));
        }
        table.columns().stream()
                .filter(column -> column.range().isConstant() && column.kind() == Column.Kind.NUMBER)
                .limit(SHOWN)
                .forEach(column -> lines.add("note: '" + word(column.name()) + "' is always the same number"));
        if (table.series().several()) {
            rows(table.series(), lines);
        } else {
            table.columns()
                    .forEach(column -> column.steps().ifPresent(steps -> times(column, steps, table.series(), lines)));
        }
        table.columns()
                .forEach(column -> column.steps()
                        .filter(steps -> !steps.otherwise().isEmpty())
                        .ifPresent(steps -> lines.add(text(
                                "note: '%s' can be read as %s, too, by time_format; here it is %s",
                                word(column.name()), steps.otherwise(), steps.form()))));
        repeated(table.series().repeated(), lines);
    }

    private static void rows(TableSeries series, List<String> lines) {
        lines.add("rows are the steps of " + series.words());
        series.time()
                .flatMap(Column::steps)
                .ifPresent(steps -> lines.add(text(
                        "times of '%s': %s, %s%s",
                        word(series.time().orElseThrow().name()),
                        form(steps),
                        series.isRegular()
                                ? text(
                                        "a step of %s (%.1f %% of the steps)",
                                        duration(series.usual()), 100 * series.regular())
                                : "at irregular intervals",
                        series.sorted() ? "" : "; the rows of a series are not sorted (sort: true)")));
        if (!series.fixed().isEmpty()) {
            lines.add("one value for each series: "
                    + series.fixed().stream().map(ProfilePage::word).sorted().collect(Collectors.joining(", ")));
        }
    }

    private static String form(Column.TimeSteps steps) {
        return steps.form().isEmpty() ? "dates" : "dates as " + steps.form();
    }

    private static void times(Column column, Column.TimeSteps steps, TableSeries series, List<String> lines) {
        lines.add(text(
                "times of '%s': %s to %s, a step of %s%s",
                word(column.name()),
                word(steps.first()),
                word(steps.last()),
                duration(steps.usual()),
                steps.form().isEmpty() ? "" : ", written as " + steps.form()));
        note(lines, steps.unusual(), "steps of a different length, such as gaps");
        boolean told = series.repeated().rows() > 0 && series.time().equals(Optional.of(column));
        note(
                lines,
                told ? 0 : steps.repeated(),
                "times that are repeated in the next row (several series, or repeated rows)");
        note(
                lines,
                steps.backwards(),
                "times that are earlier than the row before (several series, or rows out of order)");
    }

    private static String column(Column column, long rows) {
        String what = switch (column.kind()) {
            case NUMBER ->
                text(
                        "%s %s to %s, mean %s",
                        column.whole() ? "whole number" : "number",
                        number(column.range().least()),
                        number(column.range().most()),
                        number(column.range().mean()));
            case TIME -> "time";
            case CATEGORY, TEXT ->
                (column.kind() == Column.Kind.TEXT ? "text, " : "category, ")
                        + values(column.values(), column.distinct())
                        + (column.isMostlyNumbers(rows)
                                ? text(", %,d cells are numbers", column.range().count())
                                : "")
                        + (column.tooLarge().isEmpty() ? "" : "; " + column.tooLarge());
            case EMPTY -> "empty";
        };
        String classes = column.kind() == Column.Kind.NUMBER && column.distinct() <= 20 && column.distinct() < rows / 5
                ? text(", %,d different", column.distinct())
                : "";
        String missing = column.missing() == 0
                ? ""
                : text(
                        ", missing in %,d rows (%.1f %%)%s",
                        column.missing(),
                        100.0 * column.missing() / rows,
                        column.marks().isEmpty() ? "" : " as " + places(column.marks()));
        String strays = column.strays().isEmpty()
                ? ""
                : text(", but not in all cells: %s; no run reads these as numbers", places(column.strays()));
        return text("  %-16s %s%s%s%s", word(column.name()), what, classes, missing, strays);
    }

    private static String places(List<OddValue> values) {
        return values.stream()
                        .limit(MOST_ODD)
                        .map(value -> text("%s (%s)", word(value.text()), value.place()))
                        .collect(Collectors.joining(", "))
                + (values.size() > MOST_ODD ? ", …" : "");
    }

    private static void repeated(RepeatedTimes repeated, List<String> lines) {
        if (repeated.rows() > 0) {
            lines.add(text(
                    "note: %,d rows have the same time as another row of their series, the first in line %,d; to read them, a run needs"
                            + " duplicates: %s",
                    repeated.rows(),
                    repeated.line(),
                    repeated.equal()
                            ? "first, which loses nothing because they are equal"
                            : "mean (or first, last, or keep for separate steps)"));
            repeated.zone()
                    .ifPresent(zone -> lines.add(
                            "note: these times occur twice when clocks are set back; if that is the reason, set time_zone: "
                                    + zone));
        }
    }

    private static void series(Profile.Series series, List<String> lines) {
        lines.add(text(
                "%s: %,d series of %s steps%s, %,d numbers per step",
                series.file(),
                series.series(),
                series.shortest() == series.longest()
                        ? text("%,d", series.shortest())
                        : text(
                                "%,d to %,d (half of them at most %,d)",
                                series.shortest(), series.longest(), series.median()),
                series.timed() ? " with times" : "",
                series.ranges().size()));
        lines.add("");
        if (!series.classes().isEmpty()) {
            lines.add("classes: " + values(series.classes(), series.classes().size()));
        }
        if (series.numbers().count() > 0) {
            lines.add("numbers to predict: " + range(series.numbers()));
        }
        for (int i = 0; i < Math.min(SHOWN, series.ranges().size()); i++) {
            lines.add(text(
                    "  %-16s %s", "dimension " + (i + 1), range(series.ranges().get(i))));
        }
        note(lines, series.missing(), "missing numbers");
        note(lines, series.duplicates(), "series that repeat an earlier one");
        lines.add("");
    }

    private static void arrays(Profile.Arrays arrays, List<String> lines) {
        lines.add(text("%s: %,d arrays", arrays.file(), arrays.arrays().size()));
        lines.add("");
        for (Profile.ArrayFacts array : arrays.arrays()) {
            lines.add(text(
                    "  %-16s %s %s%s",
                    word(array.name()),
                    array.shape(),
                    array.text() ? "texts" : range(array.range()),
                    array.missing() == 0 ? "" : text(", %,d missing", array.missing())));
        }
        lines.add("");
    }

    private static void objects(Profile.Objects objects, List<String> lines) {
        lines.add(text("%s: %,d objects", objects.file(), objects.rows()));
        lines.add("");
        for (Profile.Field field : objects.fields()) {
            String what = switch (field.kind()) {
                case WORD -> "word, " + values(field.values(), field.values().size());
                case NUMBER -> "number " + range(field.range());
                case WORDS -> "list of words, " + lengths(field.lengths());
                case SERIES ->
                    text(
                            "series of %,d numbers per step, %s, %s",
                            field.width(), lengths(field.lengths()), range(field.range()));
                case OTHER -> "other";
            };
            lines.add(text(
                    "  %-16s %s%s",
                    word(field.name()),
                    what,
                    field.missing() == 0 ? "" : text(", missing in %,d objects", field.missing())));
        }
        lines.add("");
    }

    private static String lengths(Range lengths) {
        return text("%,.0f to %,.0f steps", lengths.least(), lengths.most());
    }

    private static String range(Range range) {
        return range.count() == 0
                ? "no numbers"
                : text("%s to %s, mean %s", number(range.least()), number(range.most()), number(range.mean()));
    }

    private static String values(Map<String, Long> values, int distinct) {
        String shown = values.entrySet().stream()
                .limit(8)
                .map(value -> text("%s (%,d)", word(value.getKey()), value.getValue()))
                .collect(Collectors.joining(", "));
        return text("%,d different: %s%s", distinct, shown, distinct > 8 ? ", …" : "");
    }

    private static void note(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(text("note: %,d %s", count, what));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? text("%.0f", value) : text("%.4g", value);
    }

    private static String duration(double seconds) {
        if (seconds % 86_400 == 0) {
            return text("%.0f days", seconds / 86_400);
        }
        if (seconds % 3600 == 0) {
            return text("%.0f hours", seconds / 3600);
        }
        return seconds % 60 == 0 ? text("%.0f minutes", seconds / 60) : text("%s seconds", number(seconds));
    }

    private static String word(String text) {
        String shown = Printable.word(text);
        return shown.isEmpty() ? "(no name)" : shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
    }

    @SuppressWarnings("AnnotateFormatMethod") // all formats here are literals
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
