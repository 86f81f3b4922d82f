package dev.sluice.cluster;

import dev.sluice.cluster.training.SparkTrainingCluster;
import dev.sluice.cluster.trial.SparkTrialCluster;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.TrainingCluster;
import dev.sluice.tuning.experiment.ExperimentStudy;
import java.nio.file.Path;

/** A driver in a process of its own, to be killed: a run or a study on Spark. */
public final class Driver {
    private Driver() {}

    /** Arguments are {@code run} or {@code tune}, the experiment, and the folder of runs or of the study. */
    public static void main(String[] words) throws InterruptedException {
        Experiment experiment = Experiment.load(Path.of(words[1]));
        if (words[0].equals("run")) {
            try (TrainingCluster.Connection connection = new SparkTrainingCluster().connect("local[2]")) {
                experiment.withRuns(Path.of(words[2])).on(connection).run();
            }
        } else {
            ExperimentStudy.in(Path.of(words[2]), experiment.open())
                    .withWorkers(2)
                    .run(study -> new SparkTrialCluster().trials(study, "local[2]"));
        }
    }
}
