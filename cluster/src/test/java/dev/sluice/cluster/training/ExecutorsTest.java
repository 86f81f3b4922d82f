package dev.sluice.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.Processes;
import dev.sluice.cluster.SmallRun;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ReplicatedTraining;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.TrainingCluster;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.train.Replicas;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on executors in processes of their own, whose connections are encrypted. */
final class ExecutorsTest {
    private static final int UPDATES = 21;

    @TempDir
    private static Path folder;

    private static List<String> alone = List.of();
    private static SparkConnection connection;

    @BeforeAll
    static void start() {
        Processes.prepare();
        System.setProperty("spark.authenticate", "true");
        System.setProperty("spark.authenticate.secret", "known to all of them");
        System.setProperty("spark.network.crypto.enabled", "true");
        alone = SmallRun.alone(folder);
        connection = SparkTrainingCluster.connection("local-cluster[4,1,1024]");
    }

    @AfterAll
    static void stop() {
        if (connection != null) {
            connection.close();
        }
        Processes.clear();
    }

    private static List<String> on(int executors, RunObserver observer) {
        TrainingCluster.Connection some = new TrainingCluster.Connection() {
            @Override
            public Replicas replicas(ReplicatedTraining training, Consumer<String> notes) {
                try {
                    return new SparkReplicas(connection, training, executors, notes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                // The connection is that of all tests.
            }
        };
        return SmallRun.bits(Experiment.load(folder.resolve("experiment.yaml"))
                .withRuns(folder.resolve("spark"))
                .withObserver(observer)
                .on(some)
                .run()
                .run()
                .path());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void run_onExecutors_hasTheBitsOfOneMachine(int executors) {
        assertThat(on(executors, RunObserver.silent())).isEqualTo(alone);
    }

    @Test
    void run_executorsKilledAtRandomUpdates_hasTheBitsOfOneMachine() {
        int kills = Integer.getInteger("sluice.kills", 1);
        CounterRandom random = CounterRandom.of(17, "kills", 0);
        for (int i = 0; i < kills; i++) {
            long update = 1L + random.below(2L * i, UPDATES - 1);
            int victim = random.below(2L * i + 1, 4);

            List<String> bits = on(4, new RunObserver() {
                @Override
                public void training(TrainingEvent event) {
                    if (event instanceof TrainingEvent.BatchEnded ended && ended.step() == update) {
                        List<ProcessHandle> executors = Processes.executors();
                        executors.get(victim % executors.size()).destroyForcibly();
                    }
                }
            });

            assertThat(bits).as("an executor killed at update " + update).isEqualTo(alone);
        }
    }
}
