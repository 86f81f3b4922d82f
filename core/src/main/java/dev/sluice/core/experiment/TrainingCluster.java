package dev.sluice.core.experiment;

import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.train.Replicas;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** A cluster of machines that computes the shards of batches; found as a service, as an optional module implements it. */
@FunctionalInterface
public interface TrainingCluster {
    /**
     * Connects to a cluster.
     *
     * @param master its address, such as {@code spark://host:7077}
     * @throws dev.sluice.core.error.SluiceException if it cannot be reached or does not fit
     */
    Connection connect(String master);

    /** A connection, which trainings use one after the other. */
    interface Connection extends AutoCloseable {
        /**
         * Replicas of a training, which begin with its first update.
         *
         * @param notes for the user
         * @throws dev.sluice.core.error.SluiceException if its files cannot be sent to the cluster
         */
        Replicas replicas(ReplicatedTraining training, Consumer<String> notes);

        /** Disconnects. */
        @Override
        void close();
    }

    /**
     * The cluster of this program.
     *
     * @throws ConfigException if there is none on the class path
     */
    static TrainingCluster installed() {
        return ServiceLoader.load(TrainingCluster.class)
                .findFirst()
                .orElseThrow(
                        () -> new ConfigException("running on a cluster needs the module 'cluster', which is not part"
                                + " of this program; start it as './sluice run FILE --on MASTER', which builds the module, or by"
                                + " spark-submit with sluice-on-spark.jar [Sluice/NoCluster]"));
    }
}
