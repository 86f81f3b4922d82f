package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An experiment for a table: a class or number of each series or row, or a forecast where rows are steps of time. */
final class TableDraft {
    private static final List<String> CLASS_NAMES = List.of(
            "class",
            "label",
            "target",
            "category",
            "species",
            "outcome",
            "diagnosis",
            "activity",
            "churn",
            "churned",
            "y");
    /** Columns from which on a row of numbers is taken for a series. */
    private static final int WIDE = 8;

    private final Profile.Table table;
    private final TableSeries series;
    private final Wishes wishes;
    private final Path folder;
    private final List<String> lines = new ArrayList<>();

    private TableDraft(Profile.Table table, Wishes wishes, Path folder) {
        this.table = table;
        this.series = table.series();
        this.wishes = wishes;
        this.folder = folder;
    }

    static List<String> lines(Profile.Table table, Wishes wishes, Path folder) throws IOException {
        Stream.of(wishes.target().stream(), wishes.time().stream(), wishes.id().stream())
                .flatMap(names -> names)
                .forEach(name -> required(table, name));
        boolean told = !wishes.id().isEmpty() || wishes.time().isPresent();
        if (table.ragged().rows() > 0) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s, line %,d: every row must have the %,d columns of the %s, but this one has not (%,d rows in all), and no run"
                            + " reads them; correct these rows, or put quotes around values that contain '%s'",
                    table.file(),
                    table.ragged().line(),
                    table.columns().size(),
                    table.header() ? "header" : "first row",
                    table.ragged().rows(),
                    table.delimiter()));
        }
        TableDraft draft = new TableDraft(told ? table.with(TableSeries.of(table, wishes)) : table, wishes, folder);
        draft.series.time().ifPresent(time -> requireTimes(table, time));
        draft.write();
        return draft.lines;
    }

    private static void requireTimes(Profile.Table table, Column time) {
        if (time.missing() > 0) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s, line %,d, column '%s': each row must have a time, but this one has none (%,d rows in all); fill it in, or"
                            + " remove the row",
                    table.file(),
                    time.firstMissing(),
                    time.name(),
                    time.missing()));
        }
    }

    private void write() throws IOException {
        Optional<Column> guess = classByName().or(this::classOfSeries).or(this::classOfRows);
        Optional<Column> target =
                wishes.target().map(name -> required(table, name)).or(() -> guess);
        boolean classes = target.isPresent()
                && isClass(target.get())
                && wishes.horizon() == 0
                && (target.get().kind() != Column.Kind.NUMBER || guess.equals(target));
        if (classes) {
            learned(target.get(), Recipe.Task.CLASSES);
        } else if (target.filter(this::isNumberOfSeries).isPresent()) {
            learned(target.get(), Recipe.Task.NUMBERS);
        } else {
            ForecastDraft.add(table, wishes, folder, lines);
        }
    }

    /** Returns whether a column says one number of each series, in which there is nothing to forecast. */
    private boolean isNumberOfSeries(Column column) {
        return series.several() && isFixed(column) && column.isReadable() && wishes.horizon() == 0;
    }

    private boolean isClass(Column column) {
        return column.isClass(series.several() ? series.series() : table.rows());
    }

    /** An experiment that learns a class or a number of each series, or of each row. */
    private void learned(Column target, Recipe.Task task) {
        boolean classes = task == Recipe.Task.CLASSES;
        List<Column> numbers = ForecastDraft.numbers(table, wishes).stream()
                .filter(column -> !column.equals(target))
                .toList();
        Optional<Column> text = table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.TEXT && !column.equals(target))
                .findFirst();
        boolean steps = series.several();
        boolean wide = !steps && numbers.size() >= WIDE;
        if (!steps && !wide && text.isEmpty()) {
            throw new DataException(table.file() + ": " + table.rows() + " rows with " + numbers.size()
                    + " numbers each are no sequences; if rows are the steps of series, name the column that tells these"
                    + " apart with --id");
        }
        lines.add(
                classes
                        ? String.format(
                                Locale.ROOT,
                                "# Classification of %s by '%s', %,d classes.",
                                steps ? series.words() : wide ? "rows, each a series" : "texts",
                                target.name(),
                                target.distinct())
                        : String.format(
                                Locale.ROOT,
                                "# Prediction of '%s' for %s; each has one number of it.",
                                target.name(),
                                series.words()));
        head(table, folder, lines);
        Optional<Path> test = Draft.testFile(table.file());
        test.ifPresent(path -> lines.add("      test: " + Draft.path(path, folder)));
        if (steps) {
            steps(target, numbers);
        } else if (wide) {
            lines.add("      # Each row is a series, its numbers are the steps.");
            lines.add("      layout: rows");
            lines.add("      features: " + range(numbers));
        } else {
            lines.add("      text: " + Draft.quoted(text.orElseThrow().name()));
        }
        LeftOut.add(
                table,
                read(
                        target,
                        steps || wide ? numbers : List.of(),
                        steps ? categories(target) : text.stream().toList()),
                lines);
        lines.add("      " + (classes ? "labels: [" : "targets: [") + Draft.quoted(target.name()) + "]"
                + (steps && !series.fixed().contains(target.name()) ? "\n      per_step: true" : ""));
        marks(table, lines);
        long rows = steps ? series.series() : table.rows();
        Recipe recipe =
                new Recipe(test.isPresent() ? rows : rows * 8 / 10, steps ? series.median() : numbers.size(), task);
        lines.addAll(recipe.split(test.isPresent()));
        if (numbers.stream().anyMatch(column -> column.missing() > 0)) {
            lines.add("  # Numbers are missing: the last one known stands in.");
            lines.add("  series: {missing: last}");
        }
        lines.add("");
        lines.addAll(steps || wide ? recipe.lines() : TextRecipe.lines(recipe));
    }

    /** The columns of series whose rows are steps. */
    private void steps(Column target, List<Column> numbers) {
        lines.add("      id: " + Draft.list(series.id()));
        // A step of each: none is lost, and events need not be equally far apart.
        TimeDraft.add(table, "keep", lines);
        columns("features", numbers.stream().filter(column -> !isFixed(column)));
        columns("static_features", numbers.stream().filter(this::isFixed));
        List<Column> words = categories(target);
        columns("categories", words.stream().filter(column -> !isFixed(column)));
        columns("static_categories", words.stream().filter(this::isFixed));
    }

    private List<Column> categories(Column target) {
        return table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.CATEGORY
                        && !column.equals(target)
                        && !series.id().contains(column.name()))
                .toList();
    }

    /** The names of the columns that are read. */
    private Set<String> read(Column target, List<Column> numbers, List<Column> words) {
        Set<String> read = new HashSet<>(series.several() ? series.id() : List.of());
        read.add(target.name());
        Stream.concat(numbers.stream(), words.stream()).map(Column::name).forEach(read::add);
        series.time().filter(time -> series.several()).map(Column::name).ifPresent(read::add);
        return read;
    }

    private boolean isFixed(Column column) {
        return series.fixed().contains(column.name());
    }

    private void columns(String option, Stream<Column> columns) {
        List<String> names = columns.map(Column::name).toList();
        if (!names.isEmpty()) {
            lines.add("      " + option + ": " + Draft.list(names));
        }
    }

    /** Columns that follow each other as one range, others one by one. */
    private String range(List<Column> numbers) {
        int first = table.columns().indexOf(numbers.getFirst());
        int last = table.columns().indexOf(numbers.getLast());
        boolean follow = last - first == numbers.size() - 1;
        return follow
                ? "['" + numbers.getFirst().name() + ".."
                        + (last == table.columns().size() - 1
                                ? ""
                                : numbers.getLast().name()) + "']"
                : Draft.list(numbers.stream().map(Column::name).toList());
    }

    /** The lines of a table's source as far as the form of the file. */
    static void head(Profile.Table table, Path folder, List<String> lines) {
        lines.add("name: " + Draft.quoted(Draft.name(table.file())));
        lines.add("");
        lines.add("data:");
        lines.add("  source:");
        lines.add("    name: csv");
        lines.add("    options:");
        lines.add("      file: " + Draft.path(table.file(), folder));
        if (table.delimiter() != ',') {
            lines.add("      delimiter: " + (table.delimiter() == '\t' ? "\"\\t\"" : "'" + table.delimiter() + "'"));
        }
        if (!table.numbers().doubtful().isEmpty()) {
            boolean decimals = table.numbers().decimal() == ',';
            String[] readings = table.numbers().readings();
            lines.add("      # " + table.numbers().doubtful() + " can be read in two ways: as " + readings[0]
                    + " by this, as " + readings[1] + " by " + (decimals ? "thousands: ','" : "decimal: ','")
                    + " in its place.");
        }
        if (table.numbers().decimal() == ',') {
            lines.add("      decimal: ','");
        }
        if (table.numbers().grouped()) {
            lines.add("      thousands: '" + table.numbers().thousands() + "'");
        }
        if (!table.encoding().equals("utf-8")) {
            lines.add("      encoding: " + table.encoding());
        }
        if (!table.header()) {
            lines.add("      header: false");
        }
    }

    /** The line with the words that mean a missing number. */
    static void marks(Profile.Table table, List<String> lines) {
        List<String> marks = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (Column column : table.columns().stream().filter(Column::isReadable).toList()) {
            for (OddValue mark : column.marks()) {
                marks.add(mark.text());
                places.add("'" + Printable.word(column.name()) + "' (" + mark.place() + ")");
            }
        }
        if (!marks.isEmpty()) {
            lines.add("      # Words in columns of numbers, read as missing: in "
                    + String.join(", ", places.stream().limit(3).toList()) + (places.size() > 3 ? ", …" : "") + ".");
            lines.add("      missing: "
                    + Draft.list(marks.stream().distinct().sorted().toList()));
        }
    }

    /** Returns whether a column only counts rows. */
    static boolean isRowNumber(Column column) {
        return column.whole()
                && column.range().count() > 2
                && column.range().most() - column.range().least()
                        == column.range().count() - 1
                && column.range().least() >= 0
                && column.range().least() <= 1
                && column.distinct() >= Math.min(column.range().count(), ColumnCount.MOST_DISTINCT)
                && column.missing() == 0;
    }

    /** The column that says the class by its name. */
    private Optional<Column> classByName() {
        return table.columns().stream()
                .filter(column -> CLASS_NAMES.contains(column.name().toLowerCase(Locale.ROOT)) && isClass(column))
                .findFirst();
    }

    /** A column of zeros and ones that has one of them for each series; a measurement would change. */
    private Optional<Column> classOfSeries() {
        return table.columns().stream()
                .filter(column -> series.several()
                        && isFixed(column)
                        && column.kind() == Column.Kind.NUMBER
                        && column.whole()
                        && column.distinct() == 2
                        && isClass(column))
                .reduce((first, last) -> last);
    }

    /** The first or last column of a table of fractions, if it alone has whole numbers or words: the form of the UCR archive. */
    private Optional<Column> classOfRows() {
        List<Column> columns = table.columns();
        long fractions = columns.stream()
                .filter(column -> column.kind() == Column.Kind.NUMBER && !column.whole())
                .count();
        return fractions < WIDE
                        || fractions < columns.size() - 2
                        || series.time().isPresent()
                ? Optional.empty()
                : Stream.of(columns.getFirst(), columns.getLast())
                        .filter(this::isClass)
                        .findFirst();
    }

    private static Column required(Profile.Table table, String name) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        return table.column(name)
                .orElseThrow(() -> new DataException(table.file() + ": there is no column '" + name + "'"
                        + Suggestions.choice(name, "there is", names)));
    }
}
