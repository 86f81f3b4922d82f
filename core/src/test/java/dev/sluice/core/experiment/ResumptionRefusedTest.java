package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunLock;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that must not go on, and what the refusal says. */
final class ResumptionRefusedTest {
    @TempDir
    private static Path shared;

    private static Run whole;

    @TempDir
    private Path folder;

    private StoppedRuns runs;

    @BeforeAll
    static void trainWithoutABreak() {
        whole = new StoppedRuns(shared).experiment().run().run();
    }

    @BeforeEach
    void begin() {
        runs = new StoppedRuns(folder);
    }

    @Test
    void run_finished_isRefused() {
        Run run = runs.experiment().run().run();
        assertThat(StoppedRuns.refused(StoppedRuns.resumption(run)))
                .hasMessageContaining(run.id() + " is finished, so there is nothing to resume");
    }

    @Test
    void run_stillGoingOn_isRefused() {
        List<RunException> errors = new ArrayList<>();
        Run done = runs.experiment()
                .withObserver(new RunObserver() {
                    @Override
                    public void training(TrainingEvent event) {
                        if (StoppedRuns.at(4).test(event)) {
                            Run run = new Runs(folder).find("latest");
                            errors.add(StoppedRuns.refused(
                                    StoppedRuns.resumption(run).takingOver()));
                            errors.add(catchThrowableOfType(RunException.class, () -> RunLock.take(run.path())));
                        }
                    }
                })
                .run()
                .run();
        assertThat(errors.getFirst())
                .hasMessageContaining(done.id() + " is running: process "
                        + ProcessHandle.current().pid())
                .hasMessageContaining("wait until it ends");
        assertThat(errors.getLast()).hasMessageContaining("is being written by this process");
        assertThat(done.state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void run_otherDataThanItBeganWith_isRefused() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("count: 20", "count: 21"));

        assertThat(StoppedRuns.refused(StoppedRuns.resumption(run)))
                .hasMessageContaining("a run continues with the data that it began with")
                .hasMessageContaining("60 examples with SHA-256")
                .hasMessageContaining("are now 63 with")
                .hasMessageContaining("restore them, or start over with 'sluice run " + yaml)
                .hasMessageContaining("[Sluice/DataChanged]");
    }

    @Test
    void run_otherDataAndNoProvenance_isRefusedByTheCheckpoint() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("count: 20", "count: 21"));
        for (String provenance : List.of("", "{}", "null", "[1]", "{\"data\": {\"sha256\": ")) {
            Files.writeString(run.file(RunFile.PROVENANCE), provenance);
            assertThat(StoppedRuns.refused(StoppedRuns.resumption(run)))
                    .as(provenance)
                    .hasMessageContaining("[Sluice/DataChanged]");
        }
        Files.delete(run.file(RunFile.PROVENANCE));
        assertThat(StoppedRuns.refused(StoppedRuns.resumption(run))).hasMessageContaining("[Sluice/DataChanged]");
    }

    @Test
    void run_editedExperiment_isRefusedWithEachKey() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replace("learning_rate: 0.5", "learning_rate: 0.05")
                        .replace("epochs: 3", "epochs: 5"));
        String status = Files.readString(run.file(RunFile.STATUS));

        assertThat(StoppedRuns.refused(StoppedRuns.resumption(run)))
                .hasMessageContaining("a training continues with the experiment that it began with")
                .hasMessageContaining("train.epochs was 3 and is 5")
                .hasMessageContaining("train.optimizer.options.learning_rate was 0.5 and is 0.05")
                .hasMessageContaining("[Sluice/ExperimentChanged]");
        assertThat(run.file(RunFile.STATUS)).as("nothing was touched").hasContent(status);
    }

    @Test
    void run_otherFirstWeightsThanItBeganWith_isRefused() throws IOException {
        Run first = runs.experiment().set("train.epochs", 1).run().run();
        Run second = runs.experiment().set("train.epochs", 2).run().run();
        Run run = runs.stoppedAt(
                runs.experiment().set("train.start_from", first.path().toString()), 5);
        for (RunFile file : List.of(RunFile.WEIGHTS, RunFile.EXPERIMENT, RunFile.SUMS)) {
            Files.copy(second.file(file), first.file(file), StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(StoppedRuns.refused(StoppedRuns.resumption(run)))
                .hasMessageContaining("a run continues from the weights that it began with")
                .hasMessageContaining("train.start_from")
                .hasMessageContaining("[Sluice/StartChanged]");
    }

    @Test
    void run_otherPlugins_areRefusedUnlessAskedFor() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        Registry other = Plugins.of(new CorePlugin(), new ToyPlugin("1.1", ToyPlugin.ELMAN));

        assertThat(StoppedRuns.refused(Resumption.of(run).withRegistry(other)))
                .hasMessageContaining("a run continues with the plugins that it began with")
                .hasMessageContaining("the plugin 'toys' was 1.0 with SHA-256")
                .hasMessageContaining("and is 1.1 with")
                .hasMessageContaining("put the same jars back, or add --other-plugins");
        List<String> notes = new ArrayList<>();
        StoppedRuns.assertSameFiles(
                Resumption.of(run)
                        .withRegistry(other)
                        .withOtherPlugins()
                        .withObserver(StoppedRuns.notes(notes))
                        .run()
                        .run(),
                whole);
        assertThat(notes).anySatisfy(note -> assertThat(note).contains("Continuing with other plugins"));
    }

    @Test
    void latestStopped_noneWasInterrupted_saysSo() {
        runs.experiment().run();
        assertThat(catchThrowableOfType(RunException.class, () -> new Runs(folder).latestStopped()))
                .hasMessageContaining("no run in " + folder)
                .hasMessageContaining("nothing to resume");
    }
}
