package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An experiment for a table: a class or number of each series or row, or a forecast where rows are steps of time. */
final class TableDraft {
    private static final List<String> CLASS_NAMES = List.of("class", "label", "target", "category", "species");
    /** Columns from which on a row of numbers is taken for a series. */
    private static final int WIDE = 8;

    private final Profile.Table table;
    private final Wishes wishes;
    private final Path folder;
    private final List<String> lines = new ArrayList<>();

    private TableDraft(Profile.Table table, Wishes wishes, Path folder) {
        this.table = table;
        this.wishes = wishes;
        this.folder = folder;
    }

    static List<String> lines(Profile.Table table, Wishes wishes, Path folder) {
        TableDraft draft = new TableDraft(table, wishes, folder);
        draft.write();
        return draft.lines;
    }

    private void write() {
        wishes.target().ifPresent(this::required);
        wishes.time().ifPresent(this::required);
        wishes.id().forEach(this::required);
        Optional<Column> target = wishes.target().map(this::required).or(this::classColumn);
        boolean classes = target.isPresent()
                && target.get().isClass(table.rows())
                && wishes.horizon() == 0
                && (target.get().kind() != Column.Kind.NUMBER || classColumn().equals(target));
        if (classes) {
            classification(target.get());
        } else {
            ForecastDraft.add(table, wishes, folder, lines);
        }
    }

    private void classification(Column target) {
        List<String> numbers = table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.NUMBER
                        && !column.name().isBlank()
                        && !column.name().equals(target.name())
                        && !wishes.id().contains(column.name())
                        && !wishes.time().equals(Optional.of(column.name()))
                        && !isRowNumber(column))
                .map(Column::name)
                .toList();
        Optional<Column> text = table.columns().stream()
                .filter(column ->
                        column.kind() == Column.Kind.TEXT && !column.name().equals(target.name()))
                .findFirst();
        boolean steps = !wishes.id().isEmpty();
        if (!steps && numbers.size() < WIDE && text.isEmpty()) {
            throw new DataException(table.file() + ": " + table.rows() + " rows with " + numbers.size()
                    + " numbers each are no sequences; if rows are the steps of series, name the column that tells these"
                    + " apart with --id");
        }
        lines.add(String.format(
                Locale.ROOT,
                "# Classification of %s by '%s', %,d classes.",
                steps ? "series" : numbers.size() >= WIDE ? "rows, each a series" : "texts",
                target.name(),
                target.distinct()));
        head(table, folder, lines);
        if (steps) {
            lines.add("      id: " + Draft.list(wishes.id()));
            wishes.time().ifPresent(time -> lines.add("      time: " + Draft.quoted(time)));
            lines.add("      features: " + Draft.list(numbers));
        } else if (numbers.size() >= WIDE) {
            lines.add("      # Each row is a series, its numbers are the steps.");
            lines.add("      layout: rows");
            lines.add("      features: " + Draft.list(numbers));
        } else {
            lines.add("      text: " + Draft.quoted(text.orElseThrow().name()));
        }
        lines.add("      labels: [" + Draft.quoted(target.name()) + "]");
        marks(table, lines);
        long rows = steps ? Math.max(1, required(wishes.id().getFirst()).distinct()) : table.rows();
        Recipe recipe = new Recipe(rows * 8 / 10, steps ? table.rows() / rows : numbers.size(), Recipe.Task.CLASSES);
        lines.addAll(recipe.split(false));
        if (table.columns().stream().anyMatch(column -> numbers.contains(column.name()) && column.missing() > 0)) {
            lines.add("  # Numbers are missing: the last one known stands in.");
            lines.add("  series: {missing: last}");
        }
        lines.add("");
        lines.addAll(steps || numbers.size() >= WIDE ? recipe.lines() : TextRecipe.lines(recipe));
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
        if (table.decimal() == ',') {
            lines.add("      decimal: ','");
        }
        if (!table.header()) {
            lines.add("      header: false");
        }
    }

    /** The line with the words that mean a missing number. */
    static void marks(Profile.Table table, List<String> lines) {
        List<String> marks = table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.NUMBER)
                .flatMap(column -> column.marks().stream())
                .distinct()
                .sorted()
                .toList();
        if (!marks.isEmpty()) {
            lines.add("      missing: " + Draft.list(marks));
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
    private Optional<Column> classColumn() {
        return table.columns().stream()
                .filter(column ->
                        CLASS_NAMES.contains(column.name().toLowerCase(Locale.ROOT)) && column.isClass(table.rows()))
                .findFirst();
    }

    private Column required(String name) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        return table.column(name)
                .orElseThrow(() -> new DataException(table.file() + ": there is no column '" + name + "'"
                        + Suggestions.question(name, names) + " (there is "
                        + String.join(", ", names.stream().limit(40).toList()) + ")"));
    }
}
