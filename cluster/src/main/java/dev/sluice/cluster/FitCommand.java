package dev.sluice.cluster;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.cluster.connection.SparkFailure;
import dev.sluice.cluster.fit.TablePieces;
import dev.sluice.cluster.site.Shipment;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Reading;
import dev.sluice.core.experiment.ContractFitting;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.record.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice fit}. */
@Command(
        name = "fit",
        description =
                "Fit scalers, vocabularies, classes and the steps of data.prepare to a Parquet table on a Spark cluster, with exactly"
                        + " the same result as in a run. Experiments use it with data.contract.",
        mixinStandardHelpOptions = true)
public final class FitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment, whose source is 'parquet'.")
    private Path experiment = Path.of("");

    @Option(
            names = "--on",
            paramLabel = "MASTER",
            description = "The Spark cluster, such as spark://host:7077 or local[4]; by default, that of spark-submit.")
    private String master = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The contract to write: a file such as fitted.json, which must not exist.")
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
        Reading reading = Reading.of(experiment.folder());
        String[] paths = TablePieces.source(experiment).files().stream()
                // A path of another file system is Spark's to read.
                .map(path -> path.contains("://")
                        ? path
                        : reading.file(path).toAbsolutePath().toString())
                .toArray(String[]::new);
        Shipment shipment = Shipment.withoutFiles(connection.context(), experiment);
        return SparkFailure.told(() -> {
            TablePieces pieces = TablePieces.of(
                    connection.session().read().parquet(paths), String.join(", ", paths), experiment, shipment);
            try {
                return new ContractFitting(experiment).contract(pieces);
            } finally {
                pieces.close();
            }
        });
    }
}
