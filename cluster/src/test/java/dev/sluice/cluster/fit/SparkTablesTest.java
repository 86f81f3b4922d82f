package dev.sluice.cluster.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cluster.FitCommand;
import dev.sluice.cluster.Processes;
import dev.sluice.cluster.SmallRun;
import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.cluster.training.SparkTrainingCluster;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.TrainingCluster;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that Spark wrote, as Sluice's source {@code parquet} reads them in the same process and on executors, and as Spark reads them. */
final class SparkTablesTest {
    private static final Path PLUGIN =
            Path.of("../parquet/target/sluice-parquet.jar").toAbsolutePath().normalize();
    private static final long NOON = Instant.parse("2024-03-31T12:00:00Z").getEpochSecond();
    private static final int STATIONS = 9;
    private static final int STEPS = 30;

    @TempDir
    private Path folder;

    @BeforeEach
    void plugin() {
        assumeTrue(Files.exists(PLUGIN), "the module parquet is packaged");
    }

    @AfterEach
    void clear() {
        Processes.clear();
    }

    /** A folder of Spark's, cut into folders by kind, with the steps of each station in two files and in no order. */
    private void write(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < STATIONS * STEPS; i++) {
            int row = i * 77 % (STATIONS * STEPS);
            int station = row / STEPS;
            int t = row % STEPS;
            rows.add(RowFactory.create(
                    "s" + station,
                    station % 2 == 0 ? "dry" : "wet",
                    Timestamp.from(Instant.ofEpochSecond(NOON + 900L * t)),
                    Math.exp(station * 0.7 + Math.sin(row)),
                    row % 7 == 0 ? null : (float) (0.1 * row),
                    row % 3 == 0 ? "NE" : "SW"));
        }
        StructType schema = new StructType()
                .add("station", DataTypes.StringType)
                .add("kind", DataTypes.StringType)
                .add("at", DataTypes.TimestampType)
                .add("rain", DataTypes.DoubleType)
                .add("heat", DataTypes.FloatType)
                .add("wind", DataTypes.StringType);
        spark.createDataFrame(rows, schema)
                .repartition(2)
                .write()
                .partitionBy("kind")
                .parquet(folder.resolve("readings").toString());
    }

    private Experiment experiment(String rest) throws IOException {
        Path file = Files.writeString(folder.resolve("experiment.yaml"), """
                name: readings
                plugins: [%s]
                data:
                  source:
                    name: parquet
                    options: {file: readings, id: [station], time: at, sort: true, features: [rain, heat], categories: [wind], %s
                model: {encoder: {cell: gru, hidden: 4}}
                train: {epochs: 2, batch_size: 4, parallel: {shards: 2}, loss: %s}
                export: none
                pictures: false
                """.formatted(
                        PLUGIN, rest.strip(), rest.contains("forecast") ? "mean-squared-error" : "cross-entropy"));
        return Experiment.load(file);
    }

    private static final String FORECAST = """
            }
              split: {by: time, validation: 0.2, test: 0.2}
              prepare:
                - {columns: [heat], fill: mean, clip: 0.05}
                - {columns: [rain], curve: yeo-johnson, scale: robust}
              forecast: {window: 6, horizon: 2, targets: [heat]}
            """;

    private static final String CLASSES = """
            labels: [kind]}
              split: {validation: 0.2, test: 0.2}
              prepare: [{columns: [heat], fill: last}]
            """;

    @Test
    void contract_fittedByAnyNumberOfTasks_hasTheBytesOfARun() throws IOException {
        try (SparkConnection connection = SparkConnection.open("local[2]", "write")) {
            write(connection.session());
        }
        for (String data : List.of(FORECAST, CLASSES)) {
            Experiment experiment = experiment(data);
            RunResult run = experiment.withRuns(folder.resolve("runs")).run();
            String expected = Files.readString(run.run().file(RunFile.CONTRACT));
            for (int tasks : new int[] {1, 2, 4}) {
                assertThat(fitted("local[" + tasks + "]", experiment, tasks))
                        .as("%d tasks", tasks)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void contract_fittedByExecutorsOfTheirOwn_hasTheBytesOfARun() throws IOException {
        Processes.prepare();
        try (SparkConnection connection = SparkConnection.open("local[2]", "write")) {
            write(connection.session());
        }
        Experiment experiment = experiment(FORECAST);
        RunResult run = experiment.withRuns(folder.resolve("runs")).run();
        String expected = Files.readString(run.run().file(RunFile.CONTRACT));
        assertThat(fitted("local-cluster[2,1,1024]", experiment, 3)).isEqualTo(expected);

        // The plugin and its libraries reach executors, whose own Spark has other classes of the same names.
        try (TrainingCluster.Connection connection = new SparkTrainingCluster().connect("local-cluster[2,1,1024]")) {
            RunResult onExecutors =
                    experiment.withRuns(folder.resolve("on")).on(connection).run();
            assertThat(SmallRun.bits(onExecutors.run().path()))
                    .isEqualTo(SmallRun.bits(run.run().path()));
        }
    }

    @Test
    void contract_seriesWithoutTimes_isRefused() throws IOException {
        try (SparkConnection connection = SparkConnection.open("local[2]", "write")) {
            write(connection.session());
            Experiment experiment = experiment(CLASSES).set("data.source.options.time", "");
            assertThatThrownBy(() -> FitCommand.contract(connection, experiment.resolve()))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("needs a column of times");
        }
    }

    private static String fitted(String master, Experiment experiment, int partitions) throws IOException {
        System.setProperty("spark.sql.shuffle.partitions", Integer.toString(partitions));
        System.setProperty("spark.sql.adaptive.enabled", "false");
        try (SparkConnection connection = SparkConnection.open(master, "fit")) {
            return ModelFile.write(FitCommand.contract(connection, experiment.resolve()));
        }
    }
}
