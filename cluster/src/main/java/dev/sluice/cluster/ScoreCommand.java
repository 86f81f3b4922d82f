package dev.sluice.cluster;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.cluster.connection.SparkFailure;
import dev.sluice.cluster.score.ScoreBench;
import dev.sluice.cluster.score.SluiceModel;
import dev.sluice.cluster.score.TableFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice score}. */
@Command(
        name = "score",
        description =
                "Predict every row of a table on a Spark cluster with an exported model. Rows that do not fit the model"
                        + " are kept, with the reason in the column 'error'.",
        mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {
    private static final double NANOSECONDS = 1e-9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", description = "An exported run, or a model.onnx.")
    private String model = "";

    @Option(names = "--runs", paramLabel = "DIR", description = "Folder of the runs (default: ${DEFAULT-VALUE}).")
    private Path runs = Path.of("runs");

    @Option(
            names = "--on",
            paramLabel = "MASTER",
            description = "The Spark cluster, such as spark://host:7077 or local[4]; by default, that of spark-submit.")
    private String master = "";

    @Option(
            names = "--input",
            required = true,
            paramLabel = "TABLE",
            description =
                    "The table: a file or a folder of Parquet, or .csv or .json. Executors must see it at this path.")
    private String input = "";

    @Option(names = "--out", paramLabel = "TABLE", description = "The result, in the same formats: a folder.")
    private String out = "";

    @Option(
            names = "--measure",
            description =
                    "Write nothing, but report the rows per second of one core, through Spark and in a plain loop over"
                            + " the same rows. For --on local[1], and tables that fit into memory.")
    private boolean measure;

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "Column with the id of a sequence: rows with the same value are its steps; may be repeated.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--order",
            paramLabel = "COLUMN",
            description = "The column that determines the order of the steps of a sequence.")
    private @Nullable String order;

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description =
                    "An additional plugin jar, besides those in ./plugins; may be repeated. Tokenizers are sent to executors.")
    private List<Path> plugins = new ArrayList<>();

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Prefix of the column names of the result.")
    private String prefix = "";

    /** Creates the command. */
    public ScoreCommand() {}

    @Override
    public Integer call() throws IOException {
        if (out.isEmpty() != measure) {
            throw new ParameterException(
                    spec.commandLine(), "name the result's table (--out TABLE), or let nothing be written (--measure)");
        }
        if (keys.isEmpty() != (order == null)) {
            throw new ClusterException(
                    "sequences need both, --key for the columns that tell them apart and --order for the one"
                            + " that orders their steps");
        }
        SluiceModel loaded = SluiceModel.load(file(), Plugins.load(Path.of("plugins"), plugins))
                .withPrefix(prefix);
        long start = System.nanoTime();
        try (SparkConnection connection = SparkConnection.open(master, "score")) {
            SparkSession spark = connection.session();
            List<String> lines = SparkFailure.told(() -> {
                Dataset<Row> table = new TableFile(input).read(spark);
                Dataset<Row> examples =
                        order == null ? table : SluiceModel.sequences(table, keys, Objects.requireNonNull(order));
                return measure
                        ? List.of(ScoreBench.measure(loaded, examples))
                        : write(spark, loaded.transform(examples), start);
            });
            PrintWriter terminal = spec.commandLine().getOut();
            lines.forEach(terminal::println);
            terminal.flush();
        }
        return 0;
    }

    /** Writes the result, and tells what is in it. */
    private List<String> write(SparkSession spark, Dataset<Row> scored, long start) {
        TableFile file = new TableFile(out);
        StructType schema = file.write(scored);
        double seconds = (System.nanoTime() - start) * NANOSECONDS;
        Dataset<Row> written = file.read(spark, schema);
        long rows = written.count();
        long bad =
                written.filter(written.col("`" + prefix + "error`").isNotNull()).count();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Scored %,d rows in %.1f s; %,d have a reason in the column '%serror' instead",
                        rows,
                        seconds,
                        bad,
                        prefix),
                "The result is in " + out);
    }

    private Path file() throws IOException {
        if (model.endsWith(".onnx")) {
            Path file = Path.of(model);
            if (!Files.isRegularFile(file)) {
                throw new ClusterException(
                        "there is no model " + file + "; name a run that was exported, or its model.onnx");
            }
            return file;
        }
        Run run = new Runs(runs).find(model);
        run.requireUnchanged(RunFile.MODEL);
        Path file = run.file(RunFile.MODEL);
        if (!Files.isRegularFile(file)) {
            throw new ClusterException("the run " + run.id() + " has no " + RunFile.MODEL.fileName()
                    + "; 'sluice export " + run.id() + "' makes it");
        }
        return file;
    }
}
