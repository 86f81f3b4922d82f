package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
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
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that stop somewhere and go on. */
final class ResumptionTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    /** An exception that stops a run. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void run_stoppedAfterAnyBatch_endsWithTheSameFiles() throws IOException {
        Run whole = experiment().run().run();
        for (int step = 1; step <= 12; step += 3) {
            Run run = stoppedAt(experiment().set("train.checkpoint.every_steps", 2), step);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            Run resumed = resumption(run).run().run();
            assertThat(resumed.path()).isEqualTo(run.path());
            assertSameFiles(resumed, whole);
        }
    }

    @Test
    void run_stoppedBeforeTheFirstCheckpoint_beginsAtTheStart() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 1);
        assertThat(run.hasCheckpoint()).isFalse();

        List<String> notes = new ArrayList<>();
        assertSameFiles(resumption(run).withObserver(notes(notes)).run().run(), whole);
        assertThat(notes).contains("There is no checkpoint, so the run starts over");
    }

    @Test
    void run_stoppedTwice_endsWithTheSameFiles() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 5);
        assertThat(catchThrowableOfType(
                        Stop.class,
                        () -> resumption(run).withObserver(stop(at(8))).run()))
                .isNotNull();
        assertSameFiles(resumption(run).run().run(), whole);
    }

    @Test
    void run_stoppedAfterTraining_onlyConcludes() throws IOException {
        Run whole = experiment().run().run();
        Run run = stopped(experiment(), event -> event instanceof TrainingEvent.Finished);

        List<TrainingEvent> events = new ArrayList<>();
        Run resumed = resumption(run)
                .withObserver(new RunObserver() {
                    @Override
                    public void training(TrainingEvent event) {
                        events.add(event);
                    }
                })
                .run()
                .run();
        assertThat(events).noneMatch(event -> event instanceof TrainingEvent.BatchEnded);
        assertSameFiles(resumed, whole);
    }

    @Test
    void run_everythingOfACheckpointCutOrChanged_goesOnFromTheOneBefore() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment().set("train.checkpoint.every_steps", 1), 7);
        Path newest = checkpoints(run).getLast();
        assertThat(checkpoints(run)).hasSize(2);
        byte[] bytes = Files.readAllBytes(newest);

        for (int cut = 0; cut < bytes.length; cut += 97) {
            Files.write(newest, Arrays.copyOf(bytes, cut));
            assertThat(step(run)).as("cut to %d bytes", cut).isEqualTo(5);
        }
        for (int place = 0; place < bytes.length; place += 53) {
            byte[] flipped = bytes.clone();
            flipped[place] ^= 4;
            Files.write(newest, flipped);
            assertThat(step(run)).as("byte %d changed", place).isEqualTo(5);
        }
        List<String> notes = new ArrayList<>();
        assertSameFiles(resumption(run).withObserver(notes(notes)).run().run(), whole);
        assertThat(notes)
                .anySatisfy(note -> assertThat(note)
                        .contains("A checkpoint cannot be used, so the one before is taken: " + newest, "checksum"));
    }

    @Test
    void run_leftOversOfAKilledWriter_areNoCheckpoint() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 5);
        Path newest = checkpoints(run).getLast();
        Path half = newest.resolveSibling(".step-0000000009.safetensors.123-1.partial");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(newest), 1000));
        Files.writeString(
                run.path().resolve("metrics.jsonl"), "{\"epoch\": 2, \"training_lo", StandardOpenOption.APPEND);
        Files.writeString(run.path().resolve("events.jsonl"), "{\"time\": \"2026", StandardOpenOption.APPEND);
        Files.writeString(run.path().resolve("status.json"), "");

        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertSameFiles(resumption(run).run().run(), whole);
        assertThat(half).doesNotExist();
    }

    @Test
    void run_logsLostAfterThePowerFailed_areMadeAgain() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 8);
        Files.writeString(run.path().resolve("metrics.jsonl"), "");
        Files.writeString(run.path().resolve("events.jsonl"), "");
        Files.deleteIfExists(run.path().resolve("best.safetensors"));

        assertSameFiles(resumption(run).run().run(), whole);
    }

    @Test
    void events_ofAResumedRun_readLikeThoseOfAnUninterruptedOne() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 9);
        resumption(run).run(List.of("sluice", "resume"));

        List<Object> expected = names(whole);
        expected.removeIf("CheckpointSaved"::equals);
        List<Object> actual = names(run);
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
    void checkpoints_areAsManyAsAskedForAndOneAtTheEnd() throws IOException {
        Run run = stoppedAt(experiment().set("train.checkpoint.every_steps", 1).set("train.checkpoint.keep", 3), 7);
        assertThat(checkpoints(run)).hasSize(3);
        assertThat(run.events())
                .filteredOn(event -> event instanceof RunEvent.CheckpointSaved saved && saved.milliseconds() > 0)
                .hasSize(6);
        Run finished = resumption(run).run().run();
        assertThat(checkpoints(finished)).as("where training ended stays").hasSize(1);
        assertThat(finished.path().resolve(".lock")).doesNotExist();

        Run without = stoppedAt(
                experiment()
                        .set("train.checkpoint.every_steps", 0)
                        .set("train.checkpoint.every_epochs", 0)
                        .set("train.checkpoint.every_minutes", 0),
                8);
        assertThat(without.hasCheckpoint()).isFalse();
        Run often = stoppedAt(
                experiment().set("train.checkpoint.every_steps", 0).set("train.checkpoint.every_minutes", 1e-9), 2);
        assertThat(checkpoints(often)).as("by time").hasSize(1);
    }

    @Test
    void run_interruptedThread_savesAndSaysHowToGoOn() throws IOException {
        Run whole = experiment().run().run();
        RunObserver interrupting = new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (at(5).test(event)) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        RunException error = catchThrowableOfType(
                RunException.class,
                () -> experiment().withObserver(interrupting).run());
        assertThat(Thread.interrupted()).isTrue();

        Run run = new Runs(folder).latestStopped();
        assertThat(error).hasMessageContaining("to resume it: 'sluice resume " + run.path() + "'");
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(step(run)).as("not one update is lost").isEqualTo(5);
        assertSameFiles(resumption(run).run().run(), whole);
    }

    @Test
    void run_finished_isRefused() {
        Run run = experiment().run().run();
        assertThat(refused(resumption(run)))
                .hasMessageContaining(run.id() + " is finished, so there is nothing to resume");
    }

    @Test
    void run_stillGoingOn_isRefused() {
        List<RunException> errors = new ArrayList<>();
        Run done = experiment()
                .withObserver(new RunObserver() {
                    @Override
                    public void training(TrainingEvent event) {
                        if (at(4).test(event)) {
                            Run run = new Runs(folder).find("latest");
                            errors.add(refused(resumption(run).takingOver()));
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
        assertThat(errors.getLast()).hasMessageContaining("is being written by another process");
        assertThat(done.state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void run_otherDataThanItBeganWith_isRefused() throws IOException {
        Run run = stoppedAt(experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("count: 20", "count: 21"));

        assertThat(refused(resumption(run)))
                .hasMessageContaining("a run continues with the data that it began with")
                .hasMessageContaining("60 examples with SHA-256")
                .hasMessageContaining("are now 63 with")
                .hasMessageContaining("restore them, or start over with 'sluice run " + yaml)
                .hasMessageContaining("[Sluice/DataChanged]");
    }

    @Test
    void run_otherDataAndNoProvenance_isRefusedByTheCheckpoint() throws IOException {
        Run run = stoppedAt(experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("count: 20", "count: 21"));
        for (String provenance : List.of("", "{}", "null", "[1]", "{\"data\": {\"sha256\": ")) {
            Files.writeString(run.file(RunFile.PROVENANCE), provenance);
            assertThat(refused(resumption(run))).as(provenance).hasMessageContaining("[Sluice/DataChanged]");
        }
        Files.delete(run.file(RunFile.PROVENANCE));
        assertThat(refused(resumption(run))).hasMessageContaining("[Sluice/DataChanged]");
    }

    @Test
    void run_lostProvenance_goesOnAndWritesItAnew() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 5);
        Files.writeString(run.file(RunFile.PROVENANCE), "garbage");

        assertSameFiles(resumption(run).run().run(), whole);
        assertThat(run.provenance().orElseThrow().data())
                .isEqualTo(whole.provenance().orElseThrow().data());
    }

    @Test
    void run_editedExperiment_isRefusedWithEachKey() throws IOException {
        Run run = stoppedAt(experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replace("learning_rate: 0.5", "learning_rate: 0.05")
                        .replace("epochs: 3", "epochs: 5"));
        String status = Files.readString(run.file(RunFile.STATUS));

        assertThat(refused(resumption(run)))
                .hasMessageContaining("a training continues with the experiment that it began with")
                .hasMessageContaining("train.epochs was 3 and is 5")
                .hasMessageContaining("train.optimizer.options.learning_rate was 0.5 and is 0.05")
                .hasMessageContaining("[Sluice/ExperimentChanged]");
        assertThat(run.file(RunFile.STATUS)).as("nothing was touched").hasContent(status);
    }

    @Test
    void run_keysThatReachNoWeight_mayBeEdited() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 5);
        Path yaml = run.path().resolve("experiment.yaml");
        Files.writeString(
                yaml,
                "# moved to a smaller machine\n"
                        + Files.readString(yaml)
                                .replace("threads: 0", "threads: 1")
                                .replace("keep: 2", "keep: 3"));

        assertSameFiles(resumption(run).run().run(), whole);
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

    @Test
    void run_otherFirstWeightsThanItBeganWith_isRefused() throws IOException {
        Run first = experiment().set("train.epochs", 1).run().run();
        Run second = experiment().set("train.epochs", 2).run().run();
        Run run = stoppedAt(experiment().set("train.start_from", first.path().toString()), 5);
        for (RunFile file : List.of(RunFile.WEIGHTS, RunFile.EXPERIMENT, RunFile.SUMS)) {
            Files.copy(second.file(file), first.file(file), StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(refused(resumption(run)))
                .hasMessageContaining("a run continues from the weights that it began with")
                .hasMessageContaining("train.start_from")
                .hasMessageContaining("[Sluice/StartChanged]");
    }

    @Test
    void run_otherPlugins_areRefusedUnlessAskedFor() throws IOException {
        Run whole = experiment().run().run();
        Run run = stoppedAt(experiment(), 5);
        Registry other = Plugins.of(new CorePlugin(), new ToyPlugin("1.1", ToyPlugin.ELMAN));

        assertThat(refused(Resumption.of(run).withRegistry(other)))
                .hasMessageContaining("a run continues with the plugins that it began with")
                .hasMessageContaining("the plugin 'toys' was 1.0 with SHA-256")
                .hasMessageContaining("and is 1.1 with")
                .hasMessageContaining("put the same jars back, or add --other-plugins");
        List<String> notes = new ArrayList<>();
        assertSameFiles(
                Resumption.of(run)
                        .withRegistry(other)
                        .withOtherPlugins()
                        .withObserver(notes(notes))
                        .run()
                        .run(),
                whole);
        assertThat(notes).anySatisfy(note -> assertThat(note).contains("Continuing with other plugins"));
    }

    @Test
    void run_fileChangedSince_isNotedAndNotUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("letters.yaml"), ExperimentErrorsTest.resource("good.yaml"));
        Experiment given =
                Experiment.load(file).withRegistry(REGISTRY).withRuns(folder).set("train.checkpoint.every_steps", 4);
        Run whole = given.run().run();
        Run run = stoppedAt(given, 5);
        Files.writeString(file, Files.readString(file).replace("epochs: 3", "epochs: 30"));

        List<String> notes = new ArrayList<>();
        assertSameFiles(resumption(run).withObserver(notes(notes)).run().run(), whole);
        assertThat(notes).anySatisfy(note -> assertThat(note).contains(file + " has changed since this run began"));
    }

    @Test
    void latestStopped_noneWasInterrupted_saysSo() {
        experiment().run();
        assertThat(catchThrowableOfType(RunException.class, () -> new Runs(folder).latestStopped()))
                .hasMessageContaining("no run in " + folder)
                .hasMessageContaining("nothing to resume");
    }

    private Experiment experiment() {
        // Four updates in an epoch.
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder)
                .set("train.checkpoint.every_steps", 4);
    }

    private static Resumption resumption(Run run) {
        return Resumption.of(run).withRegistry(REGISTRY);
    }

    private static RunException refused(Resumption resumption) {
        return catchThrowableOfType(RunException.class, resumption::run);
    }

    private Run stoppedAt(Experiment experiment, int step) {
        return stopped(experiment, at(step));
    }

    private Run stopped(Experiment experiment, Predicate<TrainingEvent> where) {
        assertThat(catchThrowableOfType(
                        Stop.class, () -> experiment.withObserver(stop(where)).run()))
                .isNotNull();
        return new Runs(folder).find("latest");
    }

    private static Predicate<TrainingEvent> at(int step) {
        return event -> event instanceof TrainingEvent.BatchEnded ended && ended.step() == step;
    }

    private static RunObserver stop(Predicate<TrainingEvent> where) {
        return new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (where.test(event)) {
                    throw new Stop();
                }
            }
        };
    }

    private static RunObserver notes(List<String> notes) {
        return new RunObserver() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }

    private static List<Path> checkpoints(Run run) throws IOException {
        try (Stream<Path> files = Files.list(run.path().resolve("checkpoints"))) {
            return files.sorted().toList();
        }
    }

    /** The step that the run would go on from. */
    private static long step(Run run) throws IOException {
        return new CheckpointFolder(run.path())
                .latest(note -> {})
                .orElseThrow()
                .state()
                .position()
                .step();
    }

    private static List<Object> names(Run run) throws IOException {
        List<Object> names = new ArrayList<>();
        for (RunEvent event : run.events()) {
            names.add(event.getClass().getSimpleName());
        }
        return names;
    }

    private static void assertSameFiles(Run actual, Run expected) throws IOException {
        assertThat(actual.state()).isEqualTo(RunState.FINISHED);
        for (String name : List.of("best.safetensors", "metrics.jsonl", "results.json", "model.json")) {
            assertThat(Files.mismatch(
                            actual.path().resolve(name), expected.path().resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
        assertThat(actual.path()).isDirectoryNotContaining("glob:**.tmp");
        assertThat(actual.path().resolve("error.log")).doesNotExist();
    }
}
