package dev.sluice.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.Processes;
import dev.sluice.cluster.SmallRun;
import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.TrainingCluster;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.kernel.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, killed at random moments of a training on Spark. */
final class KilledDriverTest {
    private static final int MOST_MILLIS = 4000;

    @TempDir
    private Path folder;

    @Test
    void resume_afterTheDriverWasKilled_hasTheBitsOfARunWithoutABreak() throws Exception {
        List<String> alone = SmallRun.alone(folder);
        int kills = Integer.getInteger("sluice.kills", 1);
        CounterRandom random = CounterRandom.of(23, "kills", 0);
        for (int i = 0; i < kills; i++) {
            Path runs = folder.resolve("runs" + i);
            int millis = random.below(i, MOST_MILLIS);
            Process driver = Processes.driver(folder, "run", "experiment.yaml", runs.toString());
            try {
                awaitCheckpoint(runs, driver);
                Thread.sleep(millis);
            } finally {
                driver.destroyForcibly().waitFor();
            }
            Run run = new Runs(runs).list().getFirst();

            if (run.state() != RunState.FINISHED) {
                try (TrainingCluster.Connection connection = new SparkTrainingCluster().connect("local[2]")) {
                    Resumption.of(run).on(connection).run();
                }
            }

            assertThat(SmallRun.bits(run.path()))
                    .as("killed " + millis + " ms after the first checkpoint")
                    .isEqualTo(alone);
        }
    }

    private static void awaitCheckpoint(Path runs, Process driver) throws IOException, InterruptedException {
        while (driver.isAlive() && !hasCheckpoint(runs)) {
            Thread.sleep(50);
        }
    }

    private static boolean hasCheckpoint(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return false;
        }
        return new Runs(runs).list().stream().anyMatch(Run::hasCheckpoint);
    }
}
