package dev.sluice.cluster.trial;

import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.tuning.experiment.ExperimentStudy;
import dev.sluice.tuning.experiment.TrialCluster;
import dev.sluice.tuning.trial.TrialRunner;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The trials of studies on Spark, as a service of the program. */
public final class SparkTrialCluster implements TrialCluster {
    /** Property of Spark with the length of a slice. */
    public static final String SLICE = "spark.sluice.slice";

    private static final double MILLIS = 1000;

    /** Creates the service. */
    public SparkTrialCluster() {}

    @Override
    public TrialRunner trials(ExperimentStudy study, String master) {
        SparkConnection connection =
                SparkConnection.open(master, study.experiment().name());
        try {
            double seconds = connection.context().getConf().getTimeAsMs(SLICE, "30s") / MILLIS;
            return new SparkTrials(connection, study, seconds);
        } catch (IOException e) {
            connection.close();
            throw new UncheckedIOException("the experiment's files cannot be shipped: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
