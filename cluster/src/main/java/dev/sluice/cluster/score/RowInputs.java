package dev.sluice.cluster.score;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.prepare.Prepared;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The way from a row to the inputs of a model, as its data source read them: before they were prepared.
 *
 * @param inputs the reader of each input, by the input's name
 */
record RowInputs(LinkedHashMap<String, InputReader> inputs) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The readers of a model's inputs.
     *
     * @throws ClusterException with all columns that are missing or of another type
     */
    static RowInputs of(DataContract contract, StructType table) {
        Search search = new Search(contract, table);
        contract.inputs().forEach(search::input);
        search.words.forEach(search::words);
        if (!search.problems.isEmpty()) {
            throw new ClusterException("the table does not fit the model: " + String.join("; ", search.problems)
                    + ". It has " + String.join(", ", table.fieldNames())
                    + "; rename columns, or, where a row is a step, group rows into sequences (--key, --order)"
                    + " [Sluice/TableColumns]");
        }
        return new RowInputs(search.readers);
    }

    /** The inputs of a row. */
    Map<String, Sequence> of(Row row) {
        Map<String, Sequence> given = new LinkedHashMap<>();
        inputs.forEach((name, reader) -> given.put(name, reader.read(row)));
        return given;
    }

    /** A model's inputs among the columns of a table. */
    private static final class Search {
        private final StructType table;
        private final ColumnNames columns;
        private final Map<String, Boolean> words;
        private final Optional<String> made;
        private final LinkedHashMap<String, InputReader> readers = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();

        Search(DataContract contract, StructType table) {
            this.table = table;
            Optional<Prepared> prepared = contract.changes() instanceof Prepared steps && !steps.isEmpty()
                    ? Optional.of(steps)
                    : Optional.empty();
            columns = prepared.map(Prepared::given).orElse(contract.columns());
            words = prepared.map(Prepared::words).orElse(Map.of());
            made = contract.target() instanceof TargetEncoding.Horizon horizon
                    ? Optional.of(horizon.task().knownInput())
                    : Optional.empty();
        }

        void input(String name, InputEncoding encoding) {
            List<String> named = columns.of(name);
            boolean fromWords = !words.isEmpty() && named.isEmpty() && !has(name);
            if (made.equals(Optional.of(name)) || fromWords) {
                // The values of known columns ahead, and columns of words, are put together from others.
                return;
            }
            List<String> read = has(name) || named.isEmpty() ? List.of(name) : named;
            add(
                    name,
                    read,
                    needs(encoding),
                    types -> form(encoding, types, read.equals(named) && !read.equals(List.of(name))));
        }

        void words(String column, boolean perStep) {
            add(column, List.of(column), perStep ? "an array of texts" : "a text", types -> {
                boolean arrays = types.getFirst() instanceof ArrayType;
                if (perStep) {
                    return arrays ? InputReader.Form.WORDS : null;
                }
                return InputReader.Form.WORD;
            });
        }

        /** Chooses how an input is read by the types of its columns; null if these do not fit. */
        private interface Choice {
            InputReader.@Nullable Form of(List<DataType> types);
        }

        private void add(String name, List<String> read, String needs, Choice choice) {
            List<String> missing = read.stream().filter(column -> !has(column)).toList();
            if (!missing.isEmpty()) {
                problems.add("the input '" + name + "' needs the column " + String.join(", ", missing));
                return;
            }
            List<DataType> types =
                    read.stream().map(column -> table.apply(column).dataType()).toList();
            InputReader.Form form = choice.of(types);
            if (form == null) {
                problems.add("the input '" + name + "' needs " + needs + " in " + String.join(", ", read)
                        + ", but the table has "
                        + types.stream().map(DataType::simpleString).distinct().toList());
                return;
            }
            String time = columns.time();
            boolean timed = (form == InputReader.Form.SERIES || form == InputReader.Form.SERIES_BY_COLUMN)
                    && !time.isEmpty()
                    && has(time)
                    && table.apply(time).dataType() instanceof ArrayType;
            List<Integer> places = read.stream().map(table::fieldIndex).toList();
            readers.put(
                    name,
                    new InputReader(
                            form, new ArrayList<>(places), new ArrayList<>(read), timed ? table.fieldIndex(time) : -1));
        }

        private boolean has(String column) {
            return List.of(table.fieldNames()).contains(column);
        }

        private static InputReader.@Nullable Form form(InputEncoding encoding, List<DataType> types, boolean byColumn) {
            boolean arrays = types.stream().allMatch(ArrayType.class::isInstance);
            boolean numbers =
                    types.stream().allMatch(type -> type instanceof NumericType || type instanceof BooleanType);
            if (encoding instanceof InputEncoding.Text) {
                return types.getFirst() instanceof StringType
                        ? InputReader.Form.TEXT
                        : arrays ? InputReader.Form.SYMBOLS : null;
            }
            if (encoding instanceof InputEncoding.Category) {
                return InputReader.Form.WORD;
            }
            if (encoding.forWholeExample()) {
                return numbers || (arrays && byColumn)
                        ? InputReader.Form.FIXED_BY_COLUMN
                        : arrays ? InputReader.Form.FIXED : null;
            }
            return arrays ? byColumn ? InputReader.Form.SERIES_BY_COLUMN : InputReader.Form.SERIES : null;
        }

        private static String needs(InputEncoding encoding) {
            return encoding instanceof InputEncoding.Text
                    ? "a text or an array of texts"
                    : encoding.forWholeExample() ? "numbers" : "arrays of numbers";
        }
    }
}
