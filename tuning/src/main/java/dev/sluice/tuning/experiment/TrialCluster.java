package dev.sluice.tuning.experiment;

import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.tuning.trial.TrialRunner;
import java.util.ServiceLoader;

/** A cluster of machines that runs trials; found as a service, as an optional module implements it. */
@FunctionalInterface
public interface TrialCluster {
    /**
     * A runner of a study's trials on the cluster.
     *
     * @param study whose experiment and folder the runner uses
     * @param master the cluster's address, such as {@code spark://host:7077}
     * @throws dev.sluice.core.error.SluiceException if the cluster cannot be reached or does not fit
     */
    TrialRunner trials(ExperimentStudy study, String master);

    /**
     * The cluster of this program.
     *
     * @throws ConfigException if there is none on the class path
     */
    static TrialCluster installed() {
        return ServiceLoader.load(TrialCluster.class)
                .findFirst()
                .orElseThrow(
                        () -> new ConfigException("running on a cluster needs the module 'cluster', which is not part"
                                + " of this program; start it as './sluice tune FILE --on MASTER', which builds the module, or by"
                                + " spark-submit with sluice-on-spark.jar [Sluice/NoCluster]"));
    }
}
