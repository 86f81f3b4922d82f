package dev.sluice.cluster.score;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.tensor.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The way from a row to the inputs of a model.
 *
 * @param inputs the reader of each input, by the input's name
 */
record RowInputs(LinkedHashMap<String, Reader> inputs) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Kinds of inputs in a row. */
    private enum Form {
        TEXT,
        SYMBOLS,
        /** A column of arrays of rows. */
        SERIES,
        /** A column of arrays for each feature. */
        SERIES_BY_COLUMN,
        /** A column of one array. */
        FIXED,
        /** A column for each number. */
        FIXED_BY_COLUMN
    }

    /**
     * Reads an input.
     *
     * @param columns the places of its columns in a row
     * @param names of these columns
     * @param time place of the column of times; -1 for none
     */
    record Reader(Form form, ArrayList<Integer> columns, ArrayList<String> names, int time) implements Serializable {
        private static final long serialVersionUID = 1L;

        Sequence read(Row row) {
            int first = columns.getFirst();
            return switch (form) {
                case TEXT -> new Sequence.Text(present(row.getString(first), names.getFirst()));
                case SYMBOLS -> new Sequence.Symbols(symbols(row, first));
                case SERIES -> series(row, first);
                case SERIES_BY_COLUMN -> byColumn(row);
                case FIXED -> new Sequence.Static(Matrix.row(numbers(list(row, first, names.getFirst()))));
                case FIXED_BY_COLUMN -> {
                    double[] values = new double[columns.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = number(row.get(columns.get(i)));
                    }
                    yield new Sequence.Static(Matrix.row(values));
                }
            };
        }

        private List<String> symbols(Row row, int column) {
            List<String> symbols = new ArrayList<>();
            for (Object symbol : list(row, column, names.getFirst())) {
                symbols.add(present((String) symbol, names.getFirst()));
            }
            return symbols;
        }

        private Sequence series(Row row, int column) {
            List<?> steps = list(row, column, names.getFirst());
            List<double[]> rows = new ArrayList<>();
            for (Object step : steps) {
                // A series of one column may be an array of numbers.
                rows.add(
                        step instanceof scala.collection.Seq<?> values
                                ? numbers(java(values))
                                : new double[] {number(step)});
            }
            int features = rows.isEmpty() ? 0 : rows.getFirst().length;
            double[] all = new double[rows.size() * features];
            for (int t = 0; t < rows.size(); t++) {
                if (rows.get(t).length != features) {
                    throw new DataException("every step of '" + names.getFirst() + "' must have " + features
                            + " numbers, as the first, but step " + (t + 1) + " has " + rows.get(t).length);
                }
                System.arraycopy(rows.get(t), 0, all, t * features, features);
            }
            return new Sequence.Series(Matrix.wrap(rows.size(), features, all), times(row));
        }

        private Sequence byColumn(Row row) {
            int features = columns.size();
            double[] all = new double[0];
            int steps = 0;
            for (int i = 0; i < features; i++) {
                double[] values = numbers(list(row, columns.get(i), names.get(i)));
                if (i == 0) {
                    steps = values.length;
                    all = new double[steps * features];
                }
                if (values.length != steps) {
                    throw new DataException("columns of one series must be equally long, but '" + names.getFirst()
                            + "' has " + steps + " steps and '" + names.get(i) + "' " + values.length);
                }
                for (int t = 0; t < steps; t++) {
                    all[t * features + i] = values[t];
                }
            }
            return new Sequence.Series(Matrix.wrap(steps, features, all), times(row));
        }

        private Times times(Row row) {
            return time < 0 ? Times.none() : Times.of(numbers(list(row, time, "time")));
        }

        private static List<?> list(Row row, int column, String name) {
            if (row.isNullAt(column)) {
                throw new DataException("the input '" + name + "' is missing (null)");
            }
            return row.getList(column);
        }

        private static List<?> java(scala.collection.Seq<?> values) {
            return scala.jdk.javaapi.CollectionConverters.asJava(values);
        }

        private static double[] numbers(List<?> values) {
            double[] numbers = new double[values.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(values.get(i));
            }
            return numbers;
        }

        /** A missing number is NaN, which the contract fills as in training. */
        private static double number(@Nullable Object value) {
            return value instanceof Number number ? number.doubleValue() : Double.NaN;
        }

        private static String present(@Nullable String text, String name) {
            if (text == null) {
                throw new DataException("the input '" + name + "' is missing (null)");
            }
            return text;
        }
    }

    /**
     * The readers of a model's inputs.
     *
     * @throws ClusterException with all columns that are missing or of another type
     */
    static RowInputs of(DataContract contract, StructType table) {
        LinkedHashMap<String, Reader> readers = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        contract.inputs().forEach((name, encoding) -> {
            List<String> named = contract.columns().of(name);
            List<String> columns = has(table, name) || named.isEmpty() ? List.of(name) : named;
            List<String> missing =
                    columns.stream().filter(column -> !has(table, column)).toList();
            if (!missing.isEmpty()) {
                problems.add("the input '" + name + "' needs the column " + String.join(", ", missing));
                return;
            }
            List<DataType> types = columns.stream()
                    .map(column -> table.apply(column).dataType())
                    .toList();
            Form form = form(encoding, types, columns.equals(named) && !columns.equals(List.of(name)));
            if (form == null) {
                problems.add("the input '" + name + "' needs " + needs(encoding) + " in " + String.join(", ", columns)
                        + ", but the table has "
                        + types.stream().map(DataType::simpleString).distinct().toList());
                return;
            }
            String time = contract.columns().time();
            boolean timed = encoding instanceof InputEncoding.Series
                    && !time.isEmpty()
                    && has(table, time)
                    && table.apply(time).dataType() instanceof ArrayType;
            readers.put(
                    name,
                    new Reader(
                            form,
                            new ArrayList<>(
                                    columns.stream().map(table::fieldIndex).toList()),
                            new ArrayList<>(columns),
                            timed ? table.fieldIndex(time) : -1));
        });
        if (!problems.isEmpty()) {
            throw new ClusterException("the table does not fit the model: " + String.join("; ", problems) + ". It has "
                    + String.join(", ", table.fieldNames())
                    + "; rename columns, or, where a row is a step, group rows into sequences (--key, --order)"
                    + " [Sluice/TableColumns]");
        }
        return new RowInputs(readers);
    }

    private static boolean has(StructType table, String column) {
        return List.of(table.fieldNames()).contains(column);
    }

    private static @Nullable Form form(InputEncoding encoding, List<DataType> types, boolean byColumn) {
        boolean arrays = types.stream().allMatch(ArrayType.class::isInstance);
        boolean numbers = types.stream().allMatch(NumericType.class::isInstance);
        if (encoding instanceof InputEncoding.Text) {
            return types.getFirst() instanceof StringType ? Form.TEXT : arrays ? Form.SYMBOLS : null;
        }
        if (encoding.forWholeExample()) {
            return numbers ? Form.FIXED_BY_COLUMN : arrays && !byColumn ? Form.FIXED : null;
        }
        return arrays ? byColumn ? Form.SERIES_BY_COLUMN : Form.SERIES : null;
    }

    private static String needs(InputEncoding encoding) {
        return encoding instanceof InputEncoding.Text
                ? "a text or an array of texts"
                : encoding.forWholeExample() ? "numbers" : "arrays of numbers";
    }

    /** The inputs of a row. */
    Map<String, Sequence> of(Row row) {
        Map<String, Sequence> given = new LinkedHashMap<>();
        inputs.forEach((name, reader) -> given.put(name, reader.read(row)));
        return given;
    }
}
