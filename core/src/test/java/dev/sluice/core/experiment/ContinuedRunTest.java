package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on with more epochs. */
final class ContinuedRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void run_continuedToMoreEpochs_endsWithTheBitsOfAsManyFromTheStart() throws IOException {
        Run whole = letters().set("train.epochs", 6).run().run();
        Run half = letters().set("train.epochs", 3).run().run();

        Run rest = again(half).set("train.epochs", 6).run().run();

        assertThat(rest.path()).isNotEqualTo(half.path());
        assertThat(SafetensorsFiles.values(rest.file(RunFile.WEIGHTS)))
                .isEqualTo(SafetensorsFiles.values(whole.file(RunFile.WEIGHTS)));
        assertThat(rest.metrics()).hasSize(6).isEqualTo(whole.metrics());
        assertThat(rest.results()).isEqualTo(whole.results());
        assertThat(rest.provenance().orElseThrow().continues()).isEqualTo(half.id());
        assertThat(rest.events())
                .filteredOn(event -> event instanceof RunEvent.EpochEnded)
                .hasSize(3);
        assertThat(half.results()).as("the other run is left as it was").isPresent();
    }

    @Test
    void run_continuedAndThenAgain_goesOnFromTheSecond() throws IOException {
        Run whole = letters().set("train.epochs", 4).run().run();
        Run one = letters().set("train.epochs", 2).run().run();
        Run two = again(one).set("train.epochs", 3).run().run();
        Run three = again(two).set("train.epochs", 4).run().run();

        assertThat(three.metrics()).isEqualTo(whole.metrics());
    }

    @Test
    void run_anythingElseChanged_isRefusedWithTheRemedy() {
        Run half = letters().run().run();

        assertThat(refused(again(half).set("train.epochs", 9).set("train.batch_size", 8)))
                .hasMessageContaining("train.batch_size was 16 and is 8")
                .hasMessageContaining("only train.epochs and train.early_stopping.patience may change")
                .hasMessageContaining("train.start_from");
        assertThat(refused(again(half).set("train.epochs", 9).set("data.source.options.count", 21)))
                .hasMessageContaining("[Sluice/DataChanged]");
        Registry other = Plugins.of(new CorePlugin(), new ToyPlugin("1.1", ToyPlugin.ELMAN));
        assertThat(refused(again(half).set("train.epochs", 9).withRegistry(other)))
                .hasMessageContaining("[Sluice/PluginChanged]");
    }

    @Test
    void run_nothingLeftToTrain_isRefusedWithTheRemedy() {
        Run half = letters().run().run();
        assertThat(refused(again(half)))
                .hasMessageContaining("has trained 3 and train.epochs is 3; add --set train.epochs=6");

        Run early = letters()
                .set("train.epochs", 30)
                .set("train.optimizer.options.learning_rate", 1e-30)
                .set("train.early_stopping.patience", 2)
                .run()
                .run();
        assertThat(refused(again(early).set("train.epochs", 60)))
                .hasMessageContaining("stopped early, after 2 epochs")
                .hasMessageContaining("--set train.early_stopping.patience=4");
        assertThat(again(early)
                        .set("train.epochs", 60)
                        .set("train.early_stopping.patience", 5)
                        .run()
                        .training()
                        .history())
                .hasSize(6);
    }

    @Test
    void run_withoutACheckpoint_isRefusedWithTheRemedy() {
        Run run = letters().set("train.checkpoint.at_end", false).run().run();

        assertThat(run.path().resolve("checkpoints")).doesNotExist();
        assertThat(refused(again(run).set("train.epochs", 6)))
                .hasMessageContaining("has no checkpoint to continue from")
                .hasMessageContaining("train.start_from: " + run.path());
    }

    private Experiment again(Run run) {
        return Experiment.load(run.file(RunFile.EXPERIMENT))
                .withRegistry(REGISTRY)
                .withRuns(folder)
                .continuing(run);
    }

    private static RunException refused(Experiment experiment) {
        return catchThrowableOfType(RunException.class, experiment::run);
    }

    private Experiment letters() {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }
}
