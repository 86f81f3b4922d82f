package dev.sluice.cluster.score;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.export.OnnxScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * An exported model that predicts the rows of tables. Immutable.
 *
 * <pre>{@code
 * SluiceModel model = SluiceModel.load(Path.of("runs/weather/model.onnx"));
 * Dataset<Row> predicted = model.transform(table);                                        // a row is an example
 * Dataset<Row> forecast = model.transform(readings, List.of("station"), "time");          // a row is a step
 * }</pre>
 *
 * <p>Columns of the table, by the names that the model knows ({@code sluice show model.onnx}): a text under its input's name,
 * or an array of symbols; for a numeric series an array of numbers for each of its columns, or an array of arrays under the
 * input's name; for numbers of the whole example a number for each column. The result has all columns of the table and:
 *
 * <pre>
 *   prediction    the likeliest class; an array of classes if several may hold; otherwise a map from columns to numbers
 *   probability   a map from classes to probabilities; for numbers what the model says beside them, such as an interval's ends
 *   error         why there is no prediction; null if there is one
 * </pre>
 *
 * <p>Where a model predicts at each step, or forecasts steps ahead, these are arrays; where it has several targets, names begin with the target's and
 * {@code _}.
 */
public final class SluiceModel {
    private final Path file;
    private final Registry plugins;
    private final DataContract contract;
    private final String prefix;

    private SluiceModel(Path file, Registry plugins, DataContract contract, String prefix) {
        this.file = file;
        this.plugins = plugins;
        this.contract = contract;
        this.prefix = prefix;
    }

    /**
     * A model in a file. Plugins are those of the class path and of the folder {@code plugins} in the current one.
     *
     * @param file that Sluice exported
     * @throws IOException if it cannot be read
     */
    public static SluiceModel load(Path file) throws IOException {
        return load(file, Plugins.load());
    }

    /**
     * A model in a file.
     *
     * @param file that Sluice exported
     * @param plugins those that cut its texts, if any, are sent to executors with it
     * @throws IOException if it cannot be read
     */
    public static SluiceModel load(Path file, Registry plugins) throws IOException {
        try (OnnxScorer scorer = OnnxScorer.open(file, PluginTokenizers.of(plugins))) {
            return new SluiceModel(file, plugins, scorer.contract(), "");
        }
    }

    /** A copy whose result's columns begin with a text. */
    public SluiceModel withPrefix(String changed) {
        return new SluiceModel(file, plugins, contract, changed);
    }

    /**
     * Predicts each row.
     *
     * @throws ClusterException if the table lacks columns, or has one of the names of the result
     */
    public Dataset<Row> transform(Dataset<Row> table) {
        MapPartitionsFunction<Row, Row> task = partition(table);
        return table.mapPartitions(
                task, Encoders.row(ScoreSchema.of(contract, prefix).after(table.schema())));
    }

    /** What is done with the rows of a partition. */
    ScorePartition partition(Dataset<Row> table) {
        return new ScorePartition(
                SentModel.of(table.sparkSession(), file, plugins),
                RowInputs.of(contract, table.schema()),
                ScoreSchema.of(contract, prefix));
    }

    /**
     * Predicts sequences: the rows that agree in some columns are the steps of one, in the order of another column.
     *
     * @param keys names of the columns that tell sequences apart; the result has one row for each
     * @param order name of the column that orders steps
     */
    public Dataset<Row> transform(Dataset<Row> table, List<String> keys, String order) {
        return transform(sequences(table, keys, order));
    }

    /** A row for each sequence: its keys, and an array for each other column. */
    public static Dataset<Row> sequences(Dataset<Row> table, List<String> keys, String order) {
        List<String> columns = new ArrayList<>(Arrays.asList(table.columns()));
        List<String> missing = new ArrayList<>(keys);
        missing.add(order);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw new ClusterException(
                    "the table has no column " + String.join(", ", missing) + " (it has " + String.join(", ", columns)
                            + "); name the columns that tell sequences apart, and the one that orders steps");
        }
        columns.removeAll(keys);
        columns.remove(order);
        columns.addFirst(order);
        Column step = functions.struct(columns.stream().map(functions::col).toArray(Column[]::new));
        Column[] grouped = keys.stream().map(functions::col).toArray(Column[]::new);
        String steps = "__steps";
        Dataset<Row> sequences = table.groupBy(grouped)
                .agg(functions.sort_array(functions.collect_list(step)).as(steps));
        List<Column> arrays = new ArrayList<>(Arrays.asList(grouped));
        for (String column : columns) {
            arrays.add(functions.col(steps).getField(column).as(column));
        }
        return sequences.select(arrays.toArray(Column[]::new));
    }
}
