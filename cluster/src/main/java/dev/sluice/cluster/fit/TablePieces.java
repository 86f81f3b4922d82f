package dev.sluice.cluster.fit;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.site.Shipment;
import dev.sluice.cluster.site.Site;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.table.ColumnarSource;
import dev.sluice.core.data.table.TableCell;
import dev.sluice.core.data.table.TableLayout;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.experiment.ContractFitting;
import dev.sluice.core.experiment.ResolvedExperiment;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** The examples of a table that Spark holds, made on executors of the rows there. An answer is put together there first, then on the driver. */
public final class TablePieces implements Pieces {
    /** Rows that become examples together. */
    private static final int ROWS = 50_000;

    private final JavaRDD<Row> rows;
    private final Reader reader;
    private final ContractFitting here;
    private final Question<List<Example>> change;

    private TablePieces(JavaRDD<Row> rows, Reader reader, ContractFitting here, Question<List<Example>> change) {
        this.rows = rows;
        this.reader = reader;
        this.here = here;
        this.change = change;
    }

    /**
     * The examples of an experiment whose source is a table.
     *
     * @param table as Spark reads it
     * @param name of it in messages
     * @throws ClusterException if the experiment does not say how the rows of a series are ordered
     */
    public static TablePieces of(Dataset<Row> table, String name, ResolvedExperiment experiment, Shipment shipment) {
        TableOptions options = options(experiment);
        Set<String> needed = new LinkedHashSet<>(options.id());
        RowTable.cells(name, options, List.of(table.columns())).stream()
                .map(TableCell::name)
                .forEach(needed::add);
        // A point within a name would mean a field within a column.
        Dataset<Row> kept = table.select(
                needed.stream().map(column -> functions.col("`" + column + "`")).toArray(Column[]::new));
        boolean series = !options.id().isEmpty() || options.hasSteps();
        if (options.layout() == TableLayout.COLUMNS || (series && options.time().isEmpty())) {
            throw new ClusterException(
                    "the rows of a series come in any order on a cluster, so the source needs a column"
                            + " of times (time), and a row for each step (layout)");
        }
        if (series) {
            List<Column> order = new ArrayList<>();
            options.id().forEach(column -> order.add(kept.col("`" + column + "`")));
            Dataset<Row> together = order.isEmpty() ? kept.coalesce(1) : kept.repartition(order.toArray(Column[]::new));
            order.add(kept.col("`" + options.time() + "`"));
            return pieces(together.sortWithinPartitions(order.toArray(Column[]::new)), name, experiment, shipment);
        }
        return pieces(kept, name, experiment, shipment);
    }

    private static TablePieces pieces(
            Dataset<Row> table, String name, ResolvedExperiment experiment, Shipment shipment) {
        return new TablePieces(
                table.toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK()),
                new Reader(shipment, name, new ArrayList<>(Arrays.asList(table.columns()))),
                new ContractFitting(experiment),
                piece -> piece);
    }

    private static TableOptions options(ResolvedExperiment experiment) {
        return source(experiment).table();
    }

    /**
     * The source of an experiment.
     *
     * @throws ClusterException if it is none of tables
     */
    public static ColumnarSource source(ResolvedExperiment experiment) {
        if (experiment.config().data().source() instanceof ColumnarSource source) {
            return source;
        }
        throw new ClusterException("a cluster reads tables of Parquet, so data.source must be 'parquet', but is "
                + experiment.written("data.source.name"));
    }

    /**
     * Makes examples of rows.
     *
     * @param name of the table
     * @param columns of the rows
     */
    private record Reader(Shipment shipment, String name, ArrayList<String> columns) implements Serializable {
        List<Example> examples(List<Row> some, ResolvedExperiment experiment, ContractFitting fitting) {
            return fitting.examples(new RowTable(name, options(experiment), columns).of(some));
        }

        Iterable<List<Row>> groups(Iterator<Row> all, TableOptions options, int least) {
            List<Integer> id = options.id().stream().map(columns::indexOf).toList();
            return new RowGroups(all, id, least, id.isEmpty() && options.hasSteps());
        }

        /** The experiment on an executor. */
        ResolvedExperiment there() {
            try {
                return Site.of(shipment).resolved();
            } catch (IOException e) {
                throw new ClusterException("what the driver sent cannot be unpacked: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public <A> A ask(Question<A> question, Joining<A> joining) {
        Reader read = reader;
        Question<List<Example>> changed = change;
        List<A> answers = rows.mapPartitions(all -> {
                    ResolvedExperiment experiment = read.there();
                    ContractFitting fitting = new ContractFitting(experiment);
                    List<A> answer = new ArrayList<>();
                    for (List<Row> some : read.groups(all, options(experiment), ROWS)) {
                        A more = question.of(changed.of(read.examples(some, experiment, fitting)));
                        answer = List.of(answer.isEmpty() ? more : joining.of(answer.getFirst(), more));
                    }
                    return answer.iterator();
                })
                .collect();
        return answers.stream()
                .reduce(joining::of)
                .orElseThrow(() -> new DataException("the table " + reader.name() + " has no rows"));
    }

    @Override
    public Pieces map(Question<List<Example>> further) {
        Question<List<Example>> before = change;
        return new TablePieces(rows, reader, here, piece -> further.of(before.of(piece)));
    }

    @Override
    public <T> Optional<T> some(Search<T> search) {
        Reader read = reader;
        Question<List<Example>> changed = change;
        JavaRDD<ArrayList<Row>> found = rows.mapPartitions(all -> {
            ResolvedExperiment experiment = read.there();
            ContractFitting fitting = new ContractFitting(experiment);
            for (List<Row> some : read.groups(all, options(experiment), 1)) {
                if (search.of(changed.of(read.examples(some, experiment, fitting)))
                        .findFirst()
                        .isPresent()) {
                    return List.of(new ArrayList<>(some)).iterator();
                }
            }
            return List.<ArrayList<Row>>of().iterator();
        });
        // One partition after another: the first one nearly always has what is looked for.
        return IntStream.range(0, rows.getNumPartitions())
                .mapToObj(partition -> found.collectPartitions(new int[] {partition})[0])
                .flatMap(List::stream)
                .findFirst()
                .flatMap(some -> search.of(change.of(reader.examples(some, here.experiment(), here)))
                        .findFirst());
    }

    /** Lets Spark forget the rows. */
    public void close() {
        rows.unpersist(true);
    }
}
