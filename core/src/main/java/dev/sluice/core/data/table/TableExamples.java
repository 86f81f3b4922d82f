package dev.sluice.core.data.table;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.column.NumberColumn;
import dev.sluice.core.data.column.TextColumn;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.tensor.Matrix;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The examples of a table, each made of its columns when it is asked for: numbers, times and symbols of a series are views of the rows, so that
 * a long series costs no more than a short one. Safe for several threads.
 */
public final class TableExamples extends AbstractList<Example> implements RandomAccess {
    private static final String READ_AND_PREDICTED = "columns_read_and_predicted";

    private final Table table;
    private final TableRows rows;
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private final Map<String, TargetReader> targets = new LinkedHashMap<>();
    private final List<TextColumn> group;
    private final List<NumberColumn> weight;
    private final List<NumberColumn> time;
    /** Whether weights are of single steps. */
    private final boolean ofSteps;

    /** Makes one input of an example. */
    @FunctionalInterface
    private interface Input {
        Sequence of(int example);
    }

    private TableExamples(Table table, TableRows rows, boolean learning, Predicate<String> severalMayHold) {
        this.table = table;
        this.rows = rows;
        TableOptions options = table.options();
        table.read().inputs().forEach((name, input) -> inputs.put(name, input(input)));
        options.categories().forEach(name -> {
            TextColumn words = table.texts(name, Role.TEXT_OR_EMPTY);
            inputs.put(name, example -> new Sequence.Categories(view(example, row -> word(words, row)), true));
        });
        options.staticCategories().forEach(name -> {
            TextColumn words = table.texts(name, Role.TEXT_OR_EMPTY);
            inputs.put(name, example -> new Sequence.Categories(List.of(word(words, rows.first(example))), false));
        });
        if (learning) {
            options.allTargets()
                    .forEach((name, target) ->
                            targets.put(name, new TargetReader(target, table, severalMayHold.test(name))));
        }
        group = learning
                ? options.group().stream()
                        .map(name -> table.texts(name, Role.TEXT))
                        .toList()
                : List.of();
        weight = learning && !options.weight().isEmpty()
                ? List.of(table.numbers(options.weight(), Role.NUMBER))
                : List.of();
        ofSteps = !targets.isEmpty() && targets.values().stream().allMatch(TargetReader::perStep);
        time = options.time().isEmpty() ? List.of() : List.of(table.numbers(options.time(), Role.TIME));
    }

    /**
     * The examples of a table.
     *
     * @param learning whether they have targets, parts, groups and weights
     * @param severalMayHold tells whether any number of classes may hold for a target
     * @param report takes what is counted. Modified.
     * @throws DataException if rows of one example differ in what holds for all of it, or a target is not right
     */
    public static List<Example> of(Table table, boolean learning, Predicate<String> severalMayHold, DataReport report) {
        TableRows rows = TableRows.of(table, learning, report);
        if (table.options().layout() == TableLayout.COLUMNS) {
            return new SeriesInColumns(table, rows);
        }
        TableExamples examples = new TableExamples(table, rows, learning, severalMayHold);
        examples.check();
        if (learning) {
            noteAnswersThatAreRead(table.read().readAndPredicted(), report);
        }
        return examples;
    }

    private static void noteAnswersThatAreRead(Set<String> columns, DataReport report) {
        // A file for each part is read by itself.
        boolean said = report.counts().containsKey(READ_AND_PREDICTED);
        report.note(
                READ_AND_PREDICTED,
                said ? 0 : columns.size(),
                "Columns that are read and predicted, too: " + Suggestions.listed(columns)
                        + "; who knows them need not learn anything. Leave them out of what is read, unless the model is to give back"
                        + " what it reads");
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Example get(int example) {
        Map<String, Sequence> sequences = new LinkedHashMap<>();
        inputs.forEach((name, input) -> sequences.put(name, input.of(example)));
        Map<String, Target> made = new LinkedHashMap<>();
        targets.forEach((name, reader) ->
                made.put(name, reader.perStep() ? steps(reader, example) : reader.of(rows.first(example))));
        return new Example(
                rows.name(example),
                sequences,
                made,
                table.origin(rows.steps(example), step -> rows.row(example, step)),
                rows.part(example),
                group(rows.first(example)),
                weight.isEmpty() || ofSteps ? 1 : weight.getFirst().get(rows.first(example)));
    }

    private Target.Steps steps(TargetReader reader, int example) {
        NumberColumn[] weights = ofSteps ? weight.toArray(NumberColumn[]::new) : new NumberColumn[0];
        return new Target.Steps(
                view(example, reader::of), weights.length == 0 ? List.of() : view(example, row -> weights[0].get(row)));
    }

    private String group(int row) {
        return group.stream().map(column -> column.get(row).strip()).collect(Collectors.joining(", "));
    }

    /** Empty if it says that something is missing. */
    private String word(TextColumn words, int row) {
        String word = words.get(row).strip();
        return table.options().missing().contains(word) ? "" : word;
    }

    private Input input(TableInput input) {
        if (!input.text().isEmpty()) {
            TextColumn texts = table.texts(input.text(), Role.TEXT);
            return example -> new Sequence.Text(texts.get(rows.first(example)));
        }
        if (!input.tokens().isEmpty()) {
            TextColumn symbols = table.texts(input.tokens(), Role.TEXT);
            return example -> new Sequence.Symbols(view(example, symbols::get));
        }
        if (!input.staticFeatures().isEmpty()) {
            List<NumberColumn> columns = numbers(input.staticFeatures());
            return example -> new Sequence.Static(Matrix.row(row(columns, rows.first(example))));
        }
        List<NumberColumn> columns = numbers(input.features());
        return table.options().layout() == TableLayout.ROWS
                ? example -> new Sequence.Series(steps(columns, example))
                : example -> new Sequence.Series(values(columns, example), times(example));
    }

    private List<NumberColumn> numbers(List<String> names) {
        return names.stream()
                .map(name -> table.numbers(name, Role.NUMBER_OR_MISSING))
                .toList();
    }

    private static double[] row(List<NumberColumn> columns, int row) {
        return columns.stream().mapToDouble(column -> column.get(row)).toArray();
    }

    /** The numbers of each row up to its last one, one row after the other, as the steps of a series. */
    private Matrix steps(List<NumberColumn> columns, int example) {
        double[] steps = {};
        for (int i = 0; i < rows.steps(example); i++) {
            double[] row = row(columns, rows.row(example, i));
            int length = row.length;
            while (length > 0 && Double.isNaN(row[length - 1])) {
                length--;
            }
            int before = steps.length;
            steps = Arrays.copyOf(steps, before + length);
            System.arraycopy(row, 0, steps, before, length);
        }
        return Matrix.wrap(steps.length, 1, steps);
    }

    private Matrix values(List<NumberColumn> columns, int example) {
        if (rows.areInOrder()) {
            return NumberColumn.rows(columns, rows.first(example), rows.steps(example));
        }
        NumberColumn[] of = columns.toArray(NumberColumn[]::new);
        return Matrix.view(rows.steps(example), of.length, (step, column) -> rows.number(of[column], example, step));
    }

    private Times times(int example) {
        if (time.isEmpty()) {
            return Times.none();
        }
        NumberColumn times = time.getFirst();
        return Times.view(rows.steps(example), step -> times.get(rows.row(example, step)));
    }

    private <T> List<T> view(int example, IntFunction<T> ofRow) {
        return new Steps<>(rows, example, ofRow);
    }

    /** Something for each step of an example, as a view. */
    private static final class Steps<T> extends AbstractList<T> implements RandomAccess {
        private final TableRows rows;
        private final int example;
        private final IntFunction<T> ofRow;

        Steps(TableRows rows, int example, IntFunction<T> ofRow) {
            this.rows = rows;
            this.example = example;
            this.ofRow = ofRow;
        }

        @Override
        public T get(int step) {
            Objects.checkIndex(step, size());
            return ofRow.apply(rows.row(example, step));
        }

        @Override
        public int size() {
            return rows.steps(example);
        }
    }

    /** Everything that is looked at later is right: targets, and what all rows of an example must agree on. */
    private void check() {
        targets.values().forEach(TargetReader::check);
        TableOptions options = table.options();
        table.read().inputs().values().forEach(input -> {
            if (!input.text().isEmpty()) {
                requireSame(input.text(), "text", table.texts(input.text(), Role.TEXT)::get);
            }
            if (!input.staticFeatures().isEmpty()) {
                List<NumberColumn> columns = numbers(input.staticFeatures());
                requireSame(input.staticFeatures().getFirst(), "static features", row -> Matrix.row(row(columns, row)));
            }
        });
        options.staticCategories()
                .forEach(name -> requireSame(name, "category", table.texts(name, Role.TEXT_OR_EMPTY)::get));
        targets.values().forEach(reader -> {
            if (!reader.perStep()) {
                requireSame(reader.columns().getFirst(), "target", reader::of);
            }
        });
        if (!group.isEmpty()) {
            requireSame(options.group().getFirst(), "group", this::group);
        }
        if (!weight.isEmpty()) {
            if (!ofSteps) {
                requireSame(options.weight(), "weight", row -> weight.getFirst().get(row));
            }
            for (int row = 0; row < table.size(); row++) {
                double number = weight.getFirst().get(row);
                if (number < 0) {
                    throw table.error(row, options.weight(), "a weight must be 0 or more, but is " + number);
                }
            }
        }
    }

    /** The value that all rows of an example agree on. */
    private <T> void requireSame(String column, String what, IntFunction<T> read) {
        for (int example = 0; example < rows.size(); example++) {
            if (rows.steps(example) == 1) {
                continue;
            }
            T first = read.apply(rows.first(example));
            for (int step = 1; step < rows.steps(example); step++) {
                int row = rows.row(example, step);
                T here = read.apply(row);
                if (!here.equals(first)) {
                    throw table.error(
                            row,
                            column,
                            "all rows of series '" + Printable.word(rows.name(example)) + "' must have the same " + what
                                    + ", but this one has " + shown(here) + " and "
                                    + table.place(rows.first(example)) + " has " + shown(first)
                                    + (what.equals("target") ? remedy() : ""));
                }
            }
        }
    }

    private String remedy() {
        List<String> id = table.options().id();
        return "; if each step has a target of its own, set per_step: true; "
                + (id.isEmpty()
                        ? "if each row is a series of its own, set layout: rows; if an id tells which rows belong together,"
                                + " name its column with id"
                        : "if these are different series, let several columns tell them apart: id: ["
                                + String.join(", ", id) + ", …]");
    }

    private static String shown(Object value) {
        return Printable.word(
                switch (value) {
                    case Target.Labels labels -> String.join(", ", labels.labels());
                    case Target.Numbers numbers -> numbers.values().toString();
                    case Target.Missing missing -> missing.words();
                    case Matrix matrix -> Arrays.toString(matrix.array());
                    default -> "'" + value + "'";
                });
    }
}
