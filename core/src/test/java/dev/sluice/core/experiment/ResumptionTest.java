package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that stop somewhere and go on, to the same bits. */
final class ResumptionTest {
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
    void run_stoppedAfterAnyBatch_endsWithTheSameFiles() throws IOException {
        for (int step = 1; step <= 12; step += 3) {
            Run run = runs.stoppedAt(runs.experiment().set("train.checkpoint.every_steps", 2), step);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            Run resumed = StoppedRuns.resumption(run).run().run();
            assertThat(resumed.path()).isEqualTo(run.path());
            StoppedRuns.assertSameFiles(resumed, whole);
        }
    }

    @Test
    void run_wordsReadAsUnknown_areTheSameOnesAfterAnInterruption() throws IOException {
        Experiment experiment =
                runs.experiment().set("train.checkpoint.every_steps", 2).set("model.embedding.word_dropout", 0.3);
        Run uninterrupted = experiment.withRuns(folder.resolve("whole")).run().run();

        Run resumed =
                StoppedRuns.resumption(runs.stoppedAt(experiment, 7)).run().run();

        StoppedRuns.assertSameFiles(resumed, uninterrupted);
        assertThat(resumed.path().resolve("best.safetensors"))
                .content(StandardCharsets.ISO_8859_1)
                .isNotEqualTo(Files.readString(whole.path().resolve("best.safetensors"), StandardCharsets.ISO_8859_1));
    }

    @Test
    void run_stoppedBeforeTheFirstCheckpoint_beginsAtTheStart() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 1);
        assertThat(run.hasCheckpoint()).isFalse();

        List<String> notes = new ArrayList<>();
        StoppedRuns.assertSameFiles(
                StoppedRuns.resumption(run)
                        .withObserver(StoppedRuns.notes(notes))
                        .run()
                        .run(),
                whole);
        assertThat(notes).contains("There is no checkpoint, so the run starts from the beginning");
    }

    @Test
    void run_stoppedTwice_endsWithTheSameFiles() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        assertThat(catchThrowableOfType(
                        StoppedRuns.Stop.class,
                        () -> StoppedRuns.resumption(run)
                                .withObserver(StoppedRuns.stop(StoppedRuns.at(8)))
                                .run()))
                .isNotNull();
        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
    }

    @Test
    void run_stoppedAfterTraining_onlyConcludes() throws IOException {
        Run run = runs.stopped(runs.experiment(), event -> event instanceof TrainingEvent.Finished);

        List<TrainingEvent> events = new ArrayList<>();
        Run resumed = StoppedRuns.resumption(run)
                .withObserver(new RunObserver() {
                    @Override
                    public void training(TrainingEvent event) {
                        events.add(event);
                    }
                })
                .run()
                .run();
        assertThat(events).noneMatch(event -> event instanceof TrainingEvent.BatchEnded);
        StoppedRuns.assertSameFiles(resumed, whole);
    }

    @Test
    void run_logsLostAfterThePowerFailed_areMadeAgain() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 8);
        Files.writeString(run.path().resolve("metrics.jsonl"), "");
        Files.writeString(run.path().resolve("events.jsonl"), "");
        Files.deleteIfExists(run.path().resolve("best.safetensors"));

        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
    }

    @Test
    void events_ofAResumedRun_readLikeThoseOfAnUninterruptedOne() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 9);
        StoppedRuns.resumption(run).run(List.of("sluice", "resume"));

        List<Object> expected = StoppedRuns.names(whole);
        expected.removeIf("CheckpointSaved"::equals);
        List<Object> actual = StoppedRuns.names(run);
        actual.removeIf("CheckpointSaved"::equals);
        assertThat(actual).containsOnlyOnce("Resumed");
        assertThat(run.events())
                .filteredOn(event -> event instanceof RunEvent.Resumed)
                .first(InstanceOfAssertFactories.type(RunEvent.Resumed.class))
                .satisfies(event -> {
                    assertThat(event.epochs()).isEqualTo(2);
                    assertThat(event.step()).isEqualTo(8);
                    assertThat(event.was()).isEqualTo(RunState.FAILED);
                    assertThat(event.command()).containsExactly("sluice", "resume");
                });
        actual.removeIf("Resumed"::equals);
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void run_interruptedThread_savesAndSaysHowToGoOn() throws IOException {
        RunObserver interrupting = new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (StoppedRuns.at(5).test(event)) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        RunException error = catchThrowableOfType(
                RunException.class,
                () -> runs.experiment().withObserver(interrupting).run());
        assertThat(Thread.interrupted()).isTrue();

        Run run = new Runs(folder).latestStopped();
        assertThat(error).hasMessageContaining("to resume it: 'sluice resume " + run.path() + "'");
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(StoppedRuns.step(run)).as("not one update is lost").isEqualTo(5);
        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
    }

    @Test
    void run_keysThatReachNoWeight_mayBeEdited() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(
                yaml,
                "# moved to a smaller machine\n"
                        + Files.readString(yaml)
                                .replace("threads: 0", "threads: 1")
                                .replace("keep: 2", "keep: 3"));

        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
    }

    @Test
    void run_lostProvenance_goesOnAndWritesItAnew() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        Files.writeString(run.file(RunFile.PROVENANCE), "garbage");

        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
        assertThat(run.provenance().orElseThrow().data())
                .isEqualTo(whole.provenance().orElseThrow().data());
    }

    @Test
    void run_fileChangedSince_isNotedAndNotUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("letters.yaml"), ExperimentErrorsTest.resource("good.yaml"));
        Experiment given = Experiment.load(file)
                .withRegistry(StoppedRuns.REGISTRY)
                .withRuns(folder)
                .set("train.checkpoint.every_steps", 4);
        Run whole = given.run().run();
        Run run = runs.stoppedAt(given, 5);
        Files.writeString(file, Files.readString(file).replace("epochs: 3", "epochs: 30"));

        List<String> notes = new ArrayList<>();
        StoppedRuns.assertSameFiles(
                StoppedRuns.resumption(run)
                        .withObserver(StoppedRuns.notes(notes))
                        .run()
                        .run(),
                whole);
        assertThat(notes).anySatisfy(note -> assertThat(note).contains(file + " has changed since this run began"));
    }

    @Test
    void run_failedExport_isDoneAgainWithoutTraining() throws IOException {
        Registry exporting = Plugins.of(new CorePlugin(), new ToyPlugin(), new ToyExporters());
        Experiment experiment = Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(exporting)
                .withRuns(folder)
                .set("export", "bad");
        assertThat(catchThrowableOfType(ExportException.class, experiment::run)).isNotNull();
        Run run = new Runs(folder).find("latest");
        assertThat(run.hasCheckpoint()).isTrue();
        Path yaml = run.file(RunFile.EXPERIMENT);
        Files.writeString(yaml, Files.readString(yaml).replace("name: bad", "name: good"));

        List<TrainingEvent> events = new ArrayList<>();
        RunResult result = Resumption.of(run)
                .withRegistry(exporting)
                .withObserver(new RunObserver() {
                    @Override
                    public void training(TrainingEvent event) {
                        events.add(event);
                    }
                })
                .run();

        assertThat(events).noneMatch(event -> event instanceof TrainingEvent.BatchEnded);
        assertThat(result.report()).contains("wrote 3 classes of letters");
        assertThat(result.training().history()).hasSize(3);
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
    }
}
