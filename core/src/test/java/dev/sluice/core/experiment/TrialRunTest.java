package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void run_trainedInStepsThenResumed_isTheRunOfTheExperiment() throws Exception {
        for (String sparsity : new String[] {"0", "0.5"}) {
            Experiment experiment = letters().set("train.epochs=8").set("train.pruning.sparsity=" + sparsity);
            Run whole = experiment.run().run();
            Path path = folder.resolve("trial-" + sparsity);

            assertThat(trial(experiment, path).run(0, 3, report -> false).ending())
                    .isEqualTo(TrialRun.Ending.PAUSED);
            TrialRun.Result trained = trial(experiment, path).run(3, 8, report -> false);

            Run run = new Run(path);
            assertThat(trained.ending()).isEqualTo(TrialRun.Ending.TRAINED);
            assertThat(run.state()).isEqualTo(RunState.TRAINED);
            assertThat(trained.history()).isEqualTo(whole.metrics());
            assertThat(trial(experiment, path).run(0, 8, report -> false)).isEqualTo(trained);

            Run resumed = Resumption.of(run).withRegistry(REGISTRY).run().run();
            assertThat(resumed.state()).isEqualTo(RunState.FINISHED);
            assertThat(resumed.results()).isEqualTo(whole.results());
            assertThat(Files.mismatch(run.file(RunFile.WEIGHTS), whole.file(RunFile.WEIGHTS)))
                    .isEqualTo(-1);
            assertThat(TrainedModels.load(resumed, REGISTRY).parameters().isEmpty())
                    .isFalse();
        }
    }

    @Test
    void run_fromATrainedTrial_isRefusedForWantOfItsOptimizer() throws Exception {
        Path path = folder.resolve("trial");
        trial(letters(), path).run(0, 3, report -> false);

        assertThat(catchThrowableOfType(
                        RunException.class,
                        () -> Experiment.load(RunFile.EXPERIMENT.in(path))
                                .withRegistry(REGISTRY)
                                .withRuns(folder)
                                .set("train.epochs", 9)
                                .continuing(new Run(path))
                                .run()))
                .hasMessageContaining("has no checkpoint to continue from")
                .hasMessageContaining("train.start_from");
    }

    private static TrialRun trial(Experiment experiment, Path path) throws IOException {
        return new TrialRun(experiment.resolve(), path, new SharedData(), 1, () -> false);
    }

    private Experiment letters() {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }
}
