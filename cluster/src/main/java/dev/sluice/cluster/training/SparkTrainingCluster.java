package dev.sluice.cluster.training;

import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.core.experiment.ReplicatedTraining;
import dev.sluice.core.experiment.TrainingCluster;
import dev.sluice.core.train.Replicas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/** Training on Spark, as a service of the program. */
public final class SparkTrainingCluster implements TrainingCluster {
    /** Property of Spark with the most executors of a training. */
    private static final String MOST = "spark.sluice.executors";
    /** Spark would begin the same job again, from the state before it; a new job begins from that of the driver. */
    private static final Map<String, String> ONCE = Map.of("spark.stage.maxConsecutiveAttempts", "1");

    /** Creates the service. */
    public SparkTrainingCluster() {}

    @Override
    public Connection connect(String master) {
        return new Connected(connection(master));
    }

    /** Connects to a cluster for trainings. */
    static SparkConnection connection(String master) {
        return SparkConnection.open(master, "training", ONCE);
    }

    private record Connected(SparkConnection connection) implements Connection {
        @Override
        public Replicas replicas(ReplicatedTraining training, Consumer<String> notes) {
            try {
                int most = connection.context().getConf().getInt(MOST, Integer.MAX_VALUE);
                return new SparkReplicas(connection, training, most, notes);
            } catch (IOException e) {
                throw new UncheckedIOException("the experiment's files cannot be shipped: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
