package dev.sluice.core.data.csv;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads examples from a file of comma-separated values: one row each, or one row for each step. See {@link CsvOptions}.
 */
public final class CsvSource implements DataSource {
    private static final List<String> PARTS = List.of("training", "validation", "test");

    private final CsvOptions options;

    /** A source for the file that the options name. */
    public CsvSource(CsvOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Path folder) throws IOException {
        CsvTable table = CsvTable.read(folder.resolve(options.file()).normalize(), options.delimiter());
        Reader reader = new Reader(options, table);
        List<Example> examples = new ArrayList<>();
        rows(table).forEach((name, rows) -> examples.add(reader.example(name, rows)));
        return examples;
    }

    @Override
    public Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        options.allInputs()
                .forEach((name, input) ->
                        columns.put(name, input.features().isEmpty() ? input.staticFeatures() : input.features()));
        options.allAnswers().forEach((name, answer) -> columns.put(name, answer.numbers()));
        columns.values().removeIf(List::isEmpty);
        return columns;
    }

    /** The rows of each example, in the order of the file. */
    private Map<String, List<Integer>> rows(CsvTable table) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        int id = options.id().isEmpty() ? -1 : table.column(options.id());
        for (int row = 0; row < table.size(); row++) {
            String name = id < 0 ? Integer.toString(row) : table.required(row, id);
            rows.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
        }
        return rows;
    }

    /** Makes examples of a table's rows. */
    private record Reader(CsvOptions options, CsvTable table) {
        Example example(String name, List<Integer> rows) {
            Map<String, Sequence> inputs = new LinkedHashMap<>();
            options.allInputs().forEach((input, columns) -> inputs.put(input, input(columns, name, rows)));
            Map<String, Target> targets = new LinkedHashMap<>();
            options.allAnswers().forEach((answer, columns) -> targets.put(answer, target(columns, name, rows)));
            return new Example(inputs, targets, table.place(rows.getFirst()), part(rows.getFirst()));
        }

        private Sequence input(CsvInput input, String name, List<Integer> rows) {
            if (!input.text().isEmpty()) {
                int column = table.column(input.text());
                return new Sequence.Text(same(name, rows, column, row -> table.required(row, column), "text"));
            }
            if (!input.tokens().isEmpty()) {
                int column = table.column(input.tokens());
                return new Sequence.Symbols(
                        rows.stream().map(row -> table.required(row, column)).toList());
            }
            int[] columns = columns(input.features().isEmpty() ? input.staticFeatures() : input.features());
            if (!input.staticFeatures().isEmpty()) {
                List<Float> values = same(name, rows, columns[0], row -> numbers(row, columns), "static features");
                float[] array = new float[columns.length];
                for (int i = 0; i < array.length; i++) {
                    array[i] = values.get(i);
                }
                return new Sequence.Static(Tensor.wrap(Shape.of(array.length), array));
            }
            return series(rows, columns);
        }

        private Sequence.Series series(List<Integer> rows, int[] columns) {
            float[] values = new float[rows.size() * columns.length];
            int at = 0;
            for (int row : rows) {
                for (float value : numbers(row, columns)) {
                    values[at++] = value;
                }
            }
            Tensor tensor = Tensor.wrap(Shape.of(rows.size(), columns.length), values);
            if (options.time().isEmpty()) {
                return new Sequence.Series(tensor);
            }
            int time = table.column(options.time());
            List<Double> times = new ArrayList<>();
            for (int row : rows) {
                double now = table.number(row, time);
                if (!times.isEmpty() && now < times.getLast()) {
                    throw table.error(
                            row,
                            time,
                            "the rows of a series must be in the order of time, but " + now + " comes after "
                                    + times.getLast() + "; sort the file by id and time");
                }
                times.add(now);
            }
            return new Sequence.Series(tensor, times);
        }

        private List<Float> numbers(int row, int[] columns) {
            List<Float> numbers = new ArrayList<>();
            for (int column : columns) {
                numbers.add(table.isEmpty(row, column) ? Float.NaN : (float) table.number(row, column));
            }
            return numbers;
        }

        private Target target(CsvAnswer answer, String name, List<Integer> rows) {
            int[] columns = columns(answer.columns());
            if (answer.perStep()) {
                return new Target.Steps(
                        rows.stream().map(row -> target(answer, row, columns)).toList());
            }
            return same(name, rows, columns[0], row -> target(answer, row, columns), "answer");
        }

        private Target target(CsvAnswer answer, int row, int[] columns) {
            if (answer.labels().isEmpty()) {
                List<Double> numbers = new ArrayList<>();
                for (int column : columns) {
                    numbers.add(table.number(row, column));
                }
                return new Target.Numbers(numbers);
            }
            TreeSet<String> labels = new TreeSet<>();
            for (int column : columns) {
                for (String label : table.required(row, column).split(Pattern.quote(options.labelSeparator()), -1)) {
                    if (label.isBlank()) {
                        throw table.error(
                                row,
                                column,
                                "a class name is missing before or after '" + options.labelSeparator() + "'");
                    }
                    labels.add(label.strip());
                }
            }
            return new Target.Labels(labels);
        }

        /** What all rows of an example agree on. */
        private <T> T same(String name, List<Integer> rows, int column, OfRow<T> read, String what) {
            T first = read.of(rows.getFirst());
            for (int row : rows.subList(1, rows.size())) {
                T here = read.of(row);
                if (!here.equals(first)) {
                    throw table.error(
                            row,
                            column,
                            "all rows of series '" + name + "' must have the same " + what + ", but this one has "
                                    + here
                                    + " and the first " + first
                                    + (what.equals("answer")
                                            ? "; for an answer of each step, set per_step: true"
                                            : ""));
                }
            }
            return first;
        }

        private Example.Part part(int row) {
            if (options.part().isEmpty() || table.isEmpty(row, table.column(options.part()))) {
                return Example.Part.BY_HASH;
            }
            int column = table.column(options.part());
            String part = table.required(row, column).strip();
            return switch (PARTS.indexOf(part)) {
                case 0 -> Example.Part.TRAINING;
                case 1 -> Example.Part.VALIDATION;
                case 2 -> Example.Part.TEST;
                default ->
                    throw table.error(
                            row,
                            column,
                            "must be one of " + String.join(", ", PARTS) + " or empty, but was '" + part + "'"
                                    + Suggestions.question(part, PARTS));
            };
        }

        private int[] columns(List<String> names) {
            return names.stream().mapToInt(table::column).toArray();
        }
    }

    /** Something read from a row. */
    @FunctionalInterface
    private interface OfRow<T> {
        T of(int row);
    }
}
