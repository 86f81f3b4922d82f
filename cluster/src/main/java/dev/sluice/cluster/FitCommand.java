package dev.sluice.cluster;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.cluster.connection.SparkFailure;
import dev.sluice.cluster.fit.TablePieces;
import dev.sluice.cluster.site.Shipment;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataFolders;
import dev.sluice.core.data.table.ColumnarSource;
import dev.sluice.core.experiment.ContractFitting;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.record.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice fit}. */
@Command(
        name = "fit",
        description =
                "Fit scalers, vocabularies, classes and the steps of data.prepare to a table of Parquet on a Spark cluster, to"
                        + " the same bits as a run. Experiments use the result with data.contract.",
        mixinStandardHelpOptions = true)
public final class FitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment, whose source is 'parquet'.")
    private Path experiment = Path.of("");

    @Option(
            names = "--on",
            paramLabel = "MASTER",
            description =
                    "The Spark cluster, such as spark://host:7077 or local[4]; that of spark-submit unless given.")
    private String master = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The contract: a file such as fitted.json, which must not be there yet.")
    private Path out = Path.of("");

    /** Creates the command. */
    public FitCommand() {}

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) {
            throw new ClusterException(out + " is there already; name another file, or remove it");
        }
        ResolvedExperiment resolved = Experiment.load(experiment).resolve();
        ContractFitting fitting = new ContractFitting(resolved);
        try (SparkConnection connection = SparkConnection.open(master, "fit")) {
            Files.writeString(out, ModelFile.write(contract(connection, fitting.experiment())));
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("The contract is in " + out + "; use it with --set data.contract=" + out.toAbsolutePath()
                + " --set data.prepare=[]");
        terminal.flush();
        return 0;
    }

    /** The contract of an experiment's data, fitted where a cluster reads them. */
    public static DataContract contract(SparkConnection connection, ResolvedExperiment experiment) throws IOException {
        SparkSession spark =
                SparkSession.builder().sparkContext(connection.context().sc()).getOrCreate();
        if (!(experiment.config().data().source() instanceof ColumnarSource source)) {
            throw new ClusterException("a cluster reads tables of Parquet, so data.source must be 'parquet', but is "
                    + experiment.written("data.source.name"));
        }
        List<String> paths = source.files().stream()
                .map(path -> place(path, experiment.folder()))
                .toList();
        try {
            Dataset<Row> table = spark.read().parquet(paths.toArray(String[]::new));
            TablePieces pieces = TablePieces.of(
                    table,
                    String.join(", ", paths),
                    experiment,
                    Shipment.withoutFiles(connection.context(), experiment));
            try {
                return new ContractFitting(experiment).contract(pieces);
            } finally {
                pieces.close();
            }
        } catch (ClusterException e) {
            throw e;
        } catch (Exception e) {
            // Scala declares no exceptions.
            if (e instanceof AnalysisException) {
                throw new ClusterException("Spark refuses this table: " + e.getMessage(), e);
            }
            if (e instanceof SparkException) {
                throw SparkFailure.of(e);
            }
            throw e;
        }
    }

    /** A path as Spark reads it: one of another file system stays as it is. */
    private static String place(String path, Path folder) {
        if (path.contains("://")) {
            return path;
        }
        return DataFolders.isShared(path)
                ? DataFolders.standard()
                        .find(path.substring(DataFolders.PREFIX.length()))
                        .map(found -> found.toAbsolutePath().toString())
                        .orElseThrow(() -> new ClusterException("the data file " + path + " is not there"))
                : folder.resolve(path).toAbsolutePath().normalize().toString();
    }
}
