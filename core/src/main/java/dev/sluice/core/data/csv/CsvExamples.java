package dev.sluice.core.data.csv;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import dev.sluice.core.error.Printable;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes examples of a table's rows.
 *
 * @param severalMayHold tells whether any number of classes may hold for a target
 */
record CsvExamples(CsvOptions options, CsvTable table, Predicate<String> severalMayHold) {
    /** Separates the names of classes that hold together, unless the options say otherwise. */
    private static final String USUAL_SEPARATOR = ";";

    /** The example of some rows. */
    Example example(CsvRows rows) {
        Map<String, Target> targets = new LinkedHashMap<>();
        options.allTargets().forEach((name, columns) -> targets.put(name, target(name, columns, rows)));
        return example(rows, targets);
    }

    /** The inputs of some rows, without targets. */
    Example inputs(CsvRows rows) {
        return new Example(rows.name(), sequences(rows), Map.of(), table.origin(rows.rows()), rows.part());
    }

    private Map<String, Sequence> sequences(CsvRows rows) {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        options.allInputs().forEach((name, columns) -> inputs.put(name, input(columns, rows)));
        return inputs;
    }

    private Example example(CsvRows rows, Map<String, Target> targets) {
        return new Example(
                rows.name(), sequences(rows), targets, table.origin(rows.rows()), rows.part(), group(rows), weight(rows));
    }

    private String group(CsvRows rows) {
        if (options.group().isEmpty()) {
            return "";
        }
        int[] columns = columns(options.group());
        return same(
                rows,
                columns[0],
                row -> Arrays.stream(columns)
                        .mapToObj(column -> table.required(row, column).strip())
                        .collect(Collectors.joining(", ")),
                "group");
    }

    private double weight(CsvRows rows) {
        if (options.weight().isEmpty()) {
            return 1;
        }
        int column = table.column(options.weight());
        double weight = same(rows, column, row -> table.number(row, column), "weight");
        if (weight < 0) {
            throw table.error(rows.first(), column, "a weight must be 0 or more, but is " + weight);
        }
        return weight;
    }

    private Sequence input(CsvInput input, CsvRows rows) {
        if (!input.text().isEmpty()) {
            int column = table.column(input.text());
            return new Sequence.Text(same(rows, column, row -> table.required(row, column), "text"));
        }
        if (!input.tokens().isEmpty()) {
            int column = table.column(input.tokens());
            return new Sequence.Symbols(
                    rows.rows().stream().map(row -> table.required(row, column)).toList());
        }
        if (!input.staticFeatures().isEmpty()) {
            int[] columns = columns(input.staticFeatures());
            Matrix numbers = same(rows, columns[0], row -> numbers(List.of(row), columns), "static features");
            return new Sequence.Static(numbers);
        }
        return series(rows, numbers(rows.rows(), columns(input.features())));
    }

    private Sequence.Series series(CsvRows rows, Matrix values) {
        if (options.time().isEmpty()) {
            return new Sequence.Series(values);
        }
        int time = table.column(options.time());
        double[] times = new double[rows.rows().size()];
        for (int t = 0; t < times.length; t++) {
            int row = rows.rows().get(t);
            times[t] = table.number(row, time);
            if (t > 0 && times[t] < times[t - 1]) {
                throw table.error(
                        row,
                        time,
                        "the rows of a series must be in the order of time, but " + times[t] + " comes after "
                                + times[t - 1] + "; sort the file by id and time");
            }
        }
        return new Sequence.Series(values, Times.of(times));
    }

    /** {@code [rows, columns]}, NaN where a number is missing. */
    private Matrix numbers(List<Integer> rows, int... columns) {
        double[] numbers = new double[rows.size() * columns.length];
        int at = 0;
        for (int row : rows) {
            for (int column : columns) {
                numbers[at++] = table.numberOrMissing(row, column);
            }
        }
        return Matrix.wrap(rows.size(), columns.length, numbers);
    }

    private Target target(String name, CsvTarget target, CsvRows rows) {
        int[] columns = columns(target.columns());
        IntFunction<Target> read = !target.labels().isEmpty()
                ? row -> labels(name, row, columns)
                : severalMayHold.test(name)
                        ? row -> holding(target.numbers(), row, columns)
                        : row -> numbers(row, columns);
        return target.perStep()
                ? new Target.Steps(rows.rows().stream().map(read::apply).toList())
                : same(rows, columns[0], read, "target");
    }

    private Target numbers(int row, int... columns) {
        List<Double> numbers = new ArrayList<>();
        for (int column : columns) {
            numbers.add(table.numberOrMissing(row, column));
        }
        return new Target.Numbers(numbers);
    }

    /** The columns that hold a 1. */
    private Target holding(List<String> names, int row, int... columns) {
        TreeSet<String> holding = new TreeSet<>();
        for (int i = 0; i < columns.length; i++) {
            double number = table.number(row, columns[i]);
            if (number != 0 && number != 1) {
                throw table.error(
                        row,
                        columns[i],
                        "must be 0 or 1, because the loss judges whether '" + names.get(i) + "' holds, but was "
                                + number + "; for numbers take another loss, such as mean-squared-error");
            }
            if (number == 1) {
                holding.add(names.get(i));
            }
        }
        return new Target.Labels(holding);
    }

    private Target labels(String name, int row, int... columns) {
        boolean several = severalMayHold.test(name);
        String separator = options.labelSeparator().isEmpty() && several ? USUAL_SEPARATOR : options.labelSeparator();
        TreeSet<String> labels = new TreeSet<>();
        if (!several && Arrays.stream(columns).allMatch(column -> table.isMissing(row, column))) {
            return new Target.Missing();
        }
        for (int column : columns) {
            if (several && table.isEmpty(row, column)) {
                continue;
            }
            String cell = table.required(row, column);
            String[] names = separator.isEmpty() ? new String[] {cell} : cell.split(Pattern.quote(separator), -1);
            for (String label : names) {
                if (label.isBlank()) {
                    throw table.error(row, column, "a class name is missing before or after '" + separator + "'");
                }
                labels.add(label.strip());
            }
        }
        return new Target.Labels(labels);
    }

    /** The value that all rows of an example agree on. */
    private <T> T same(CsvRows rows, int column, IntFunction<T> read, String what) {
        T first = read.apply(rows.first());
        for (int row : rows.rows().subList(1, rows.rows().size())) {
            T here = read.apply(row);
            if (!here.equals(first)) {
                throw table.error(
                        row,
                        column,
                        "all rows of series '" + Printable.word(rows.name()) + "' must have the same " + what
                                + ", but this one has " + shown(here) + " and line " + table.line(rows.first())
                                + " has "
                                + shown(first)
                                + (what.equals("target")
                                        ? "; if each step has a target of its own, set per_step: true; if these are"
                                                + " different series, let several columns tell them apart: id: ["
                                                + String.join(", ", options.id()) + ", …]"
                                        : ""));
            }
        }
        return first;
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

    private int[] columns(List<String> names) {
        return names.stream().mapToInt(table::column).toArray();
    }
}
