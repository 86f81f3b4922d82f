package dev.sluice.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.Processes;
import dev.sluice.cluster.SmallRun;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ReplicatedTraining;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.TrainingCluster;
import dev.sluice.core.train.Replicas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks of this process in place of executors; {@link ExecutorsTest} has executors in processes of their own. */
final class SparkReplicasTest {
    @TempDir
    private static Path folder;

    private static List<String> alone = List.of();

    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void train() {
        alone = SmallRun.alone(folder);
    }

    @AfterEach
    void clear() {
        Processes.clear();
    }

    private Experiment experiment() {
        return Experiment.load(folder.resolve("experiment.yaml"))
                .withRuns(folder.resolve("spark"))
                .withObserver(new RunObserver() {
                    @Override
                    public void note(String note) {
                        notes.add(note);
                    }
                });
    }

    private List<String> on(String master) {
        try (TrainingCluster.Connection connection = new SparkTrainingCluster().connect(master)) {
            return SmallRun.bits(experiment().on(connection).run().run().path());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void run_onTasks_hasTheBitsOfOneMachine(int tasks) {
        assertThat(on("local[" + tasks + "]")).isEqualTo(alone);
        assertThat(notes).anyMatch(note -> note.contains(tasks + " executor"));
    }

    @Test
    void run_oneShard_saysWhatToSet() {
        try (TrainingCluster.Connection connection = new SparkTrainingCluster().connect("local[2]")) {
            Experiment single = experiment().set("train.parallel.shards", 1).on(connection);

            assertThatThrownBy(single::run)
                    .isInstanceOf(SluiceException.class)
                    .hasMessageContaining("--set train.parallel.shards=8");
        }
    }

    /** Trains on executors that find other data than the driver. */
    private void runWithOtherData(SparkConnection spark) {
        TrainingCluster.Connection other = new TrainingCluster.Connection() {
            @Override
            public Replicas replicas(ReplicatedTraining training, Consumer<String> noted) {
                try {
                    return new SparkReplicas(
                            spark,
                            new ReplicatedTraining(training.experiment(), "7 examples with SHA-256 abc"),
                            2,
                            noted);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                // The connection is closed by the test.
            }
        };
        Experiment changed = experiment().on(other);

        assertThatThrownBy(changed::run)
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("cannot take part")
                .hasMessageContaining("the driver has 7 examples with SHA-256 abc and this executor 120 examples")
                .hasMessageContaining("[Sluice/OtherData]");
    }

    @Test
    void run_executorWithOtherData_saysWhichSideHasWhat() {
        try (SparkConnection spark = SparkTrainingCluster.connection("local[2]")) {
            runWithOtherData(spark);
        }
    }

    /** Executors that were asked something and had no time to answer leave a stack trace of Scala's futures. */
    @Test
    void close_atOnceAfterARefusal_leavesNothingUnanswered() {
        Processes.prepare();
        PrintStream terminal = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream kept = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            for (int times = 0; times < 3; times++) {
                try (SparkConnection spark = SparkTrainingCluster.connection("local-cluster[2,1,1024]")) {
                    System.setErr(kept);
                    runWithOtherData(spark);
                }
                System.setErr(terminal);
            }
        } finally {
            System.setErr(terminal);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .doesNotContain("RejectedExecutionException", "requests outstanding");
    }
}
