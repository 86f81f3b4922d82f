package dev.sluice.cluster.score;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.tensor.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads an input of a model from a row.
 *
 * @param columns the places of its columns in a row
 * @param names of these columns
 * @param time place of the column of times; -1 for none
 */
record InputReader(Form form, ArrayList<Integer> columns, ArrayList<String> names, int time) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Kinds of inputs in a row. */
    enum Form {
        TEXT,
        SYMBOLS,
        /** A word of the whole example. */
        WORD,
        /** A column of arrays of words. */
        WORDS,
        /** A column of arrays of rows. */
        SERIES,
        /** A column of arrays for each feature. */
        SERIES_BY_COLUMN,
        /** A column of one array. */
        FIXED,
        /** A column for each number. */
        FIXED_BY_COLUMN
    }

    Sequence read(Row row) {
        int first = columns.getFirst();
        String name = names.getFirst();
        return switch (form) {
            case TEXT -> new Sequence.Text(Cells.text(row.get(first), name));
            case SYMBOLS -> new Sequence.Symbols(symbols(row, first));
            case WORD -> new Sequence.Categories(List.of(word(Cells.single(row.get(first)))), false);
            case WORDS ->
                new Sequence.Categories(
                        Cells.list(row, first, name).stream()
                                .map(InputReader::word)
                                .toList(),
                        true);
            case SERIES -> series(row, first);
            case SERIES_BY_COLUMN -> byColumn(row);
            case FIXED -> new Sequence.Static(Matrix.row(Cells.numbers(Cells.list(row, first, name))));
            case FIXED_BY_COLUMN -> {
                double[] values = new double[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Cells.number(Cells.single(row.get(columns.get(i))));
                }
                yield new Sequence.Static(Matrix.row(values));
            }
        };
    }

    /** A missing word is empty. */
    private static String word(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private List<String> symbols(Row row, int column) {
        List<String> symbols = new ArrayList<>();
        for (Object symbol : Cells.list(row, column, names.getFirst())) {
            symbols.add(Cells.text(symbol, names.getFirst()));
        }
        return symbols;
    }

    private Sequence series(Row row, int column) {
        List<double[]> rows = new ArrayList<>();
        for (Object step : Cells.list(row, column, names.getFirst())) {
            // A series of one column may be an array of numbers.
            rows.add(
                    step instanceof scala.collection.Seq<?> values
                            ? Cells.numbers(Cells.java(values))
                            : new double[] {Cells.number(step)});
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
            double[] values = Cells.numbers(Cells.list(row, columns.get(i), names.get(i)));
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
        return time < 0 ? Times.none() : Times.of(Cells.numbers(Cells.list(row, time, "time")));
    }
}
