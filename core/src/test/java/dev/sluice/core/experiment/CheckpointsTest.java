package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoints of runs: how many there are, and what becomes of a run whose checkpoints were damaged or exchanged. */
final class CheckpointsTest {
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
    void checkpoints_areAsManyAsAskedForAndOneAtTheEnd() throws IOException {
        Run run = runs.stoppedAt(
                runs.experiment().set("train.checkpoint.every_steps", 1).set("train.checkpoint.keep", 3), 7);
        assertThat(StoppedRuns.checkpoints(run)).hasSize(3);
        assertThat(run.events())
                .filteredOn(event -> event instanceof RunEvent.CheckpointSaved saved
                        && saved.milliseconds() > 0
                        && saved.waitedMilliseconds() > 0
                        && saved.cpuMilliseconds() > 0)
                .hasSize(6);
        Run finished = StoppedRuns.resumption(run).run().run();
        assertThat(StoppedRuns.checkpoints(finished))
                .as("where training ended stays")
                .hasSize(1);
        assertThat(finished.path().resolve(".lock")).doesNotExist();

        Run without = runs.stoppedAt(
                runs.experiment()
                        .set("train.checkpoint.every_steps", 0)
                        .set("train.checkpoint.every_epochs", 0)
                        .set("train.checkpoint.every_minutes", 0),
                8);
        assertThat(without.hasCheckpoint()).isFalse();
        Run often = runs.stoppedAt(
                runs.experiment().set("train.checkpoint.every_steps", 0).set("train.checkpoint.every_minutes", 1e-9),
                2);
        assertThat(StoppedRuns.checkpoints(often)).as("by time").hasSize(1);
    }

    @Test
    void run_everythingOfACheckpointCutOrChanged_goesOnFromTheOneBefore() throws IOException {
        Run run = runs.stoppedAt(runs.experiment().set("train.checkpoint.every_steps", 1), 7);
        Path newest = StoppedRuns.checkpoints(run).getLast();
        assertThat(StoppedRuns.checkpoints(run)).hasSize(2);
        byte[] bytes = Files.readAllBytes(newest);

        for (int cut = 0; cut < bytes.length; cut += 97) {
            Files.write(newest, Arrays.copyOf(bytes, cut));
            assertThat(StoppedRuns.step(run)).as("cut to %d bytes", cut).isEqualTo(5);
        }
        for (int place = 0; place < bytes.length; place += 53) {
            byte[] flipped = bytes.clone();
            flipped[place] ^= 4;
            Files.write(newest, flipped);
            assertThat(StoppedRuns.step(run)).as("byte %d changed", place).isEqualTo(5);
        }
        List<String> notes = new ArrayList<>();
        StoppedRuns.assertSameFiles(
                StoppedRuns.resumption(run)
                        .withObserver(StoppedRuns.notes(notes))
                        .run()
                        .run(),
                whole);
        assertThat(notes)
                .anySatisfy(note -> assertThat(note)
                        .contains("A checkpoint cannot be used, so the one before is taken: " + newest, "checksum"));
    }

    @Test
    void latest_onlyCheckpointCut_saysThatThereIsNoneBefore() throws IOException {
        Run run = runs.stoppedAt(runs.experiment().set("train.checkpoint.keep", 1), 5);
        Path only = StoppedRuns.checkpoints(run).getLast();
        Files.write(only, Arrays.copyOf(Files.readAllBytes(only), 100));
        List<String> notes = new ArrayList<>();

        assertThat(new CheckpointFolder(run.path()).latest(notes::add)).isEmpty();

        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("A checkpoint cannot be used, and there is none before it: " + only);
    }

    @Test
    void run_leftOversOfAKilledWriter_areNoCheckpoint() throws IOException {
        Run run = runs.stoppedAt(runs.experiment(), 5);
        Path newest = StoppedRuns.checkpoints(run).getLast();
        Path half = newest.resolveSibling(".step-0000000009.safetensors.123-1.partial");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(newest), 1000));
        Files.writeString(
                run.path().resolve("metrics.jsonl"), "{\"epoch\": 2, \"training_lo", StandardOpenOption.APPEND);
        Files.writeString(run.path().resolve("events.jsonl"), "{\"time\": \"2026", StandardOpenOption.APPEND);
        Files.writeString(run.path().resolve("status.json"), "");

        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
        assertThat(half).doesNotExist();
    }

    @Test
    void run_checkpointOfARunWithAnotherSeed_isRefused() throws IOException {
        Run other = runs.stoppedAt(runs.experiment().set("seed", 99), 9);
        Run run = runs.stoppedAt(runs.experiment(), 5);
        exchange(other, run);

        assertThat(StoppedRuns.refused(StoppedRuns.resumption(run)))
                .hasMessageContaining("a training continues with the experiment that it began with")
                .hasMessageContaining("seed was 99 and is ")
                .hasMessageContaining("[Sluice/ExperimentChanged]");
    }

    @Test
    void run_checkpointOfARunOnOtherData_isRefused() throws IOException {
        Run other = runs.stoppedAt(runs.experiment().set("data.source.options.count", 21), 9);
        Run run = runs.stoppedAt(runs.experiment(), 5);
        exchange(other, run);

        assertThat(StoppedRuns.refused(StoppedRuns.resumption(run)))
                .hasMessageContaining("63 examples with SHA-256")
                .hasMessageContaining("[Sluice/DataChanged]");
    }

    @Test
    void run_checkpointOfARunOfTheSameExperiment_endsWithTheSameFiles() throws IOException {
        Run other = runs.stoppedAt(runs.experiment(), 9);
        Run run = runs.stoppedAt(runs.experiment(), 5);
        exchange(other, run);

        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
        assertThat(run.events()).as("no line is torn").hasAtLeastOneElementOfType(RunEvent.TrainingFinished.class);
    }

    @Test
    void run_checkpointsOfOneRunExchanged_endsWithTheSameFiles() throws IOException {
        Run run = runs.stoppedAt(runs.experiment().set("train.checkpoint.every_steps", 1), 7);
        List<Path> both = StoppedRuns.checkpoints(run);
        Path between = both.getFirst().resolveSibling("between");
        Files.move(both.getFirst(), between);
        Files.move(both.getLast(), both.getFirst());
        Files.move(between, both.getLast());

        StoppedRuns.assertSameFiles(StoppedRuns.resumption(run).run().run(), whole);
    }

    /** Puts the checkpoints of one run in the place of those of another. */
    private static void exchange(Run from, Run to) throws IOException {
        for (Path own : StoppedRuns.checkpoints(to)) {
            Files.delete(own);
        }
        for (Path strange : StoppedRuns.checkpoints(from)) {
            Files.copy(strange, to.path().resolve("checkpoints").resolve(strange.getFileName()));
        }
    }
}
