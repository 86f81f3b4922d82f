package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.kernel.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may happen to a run from outside, at any moment: nothing finished is lost, and {@code resume} ends with the same bits.
 * {@code -Dsluice.kills=100} kills more often.
 */
@Tag("slow")
class FaultsTest {
    private static final int KILLS = Integer.getInteger("sluice.kills", 3);
    private static final int EPOCHS = 120;

    /** About as long as the program takes from its start to its end. */
    private static final int LONGEST_MILLIS = 2500;

    /** For a run that goes on to its end, also on a machine that is busy with much else. */
    private static final int MOST_SECONDS = 240;

    /** Kilobytes of a disk on which there is no room for, in this order: a file, the weights, all checkpoints. */
    private static final List<Integer> SIZES =
            KILLS > 10 ? List.of(4, 24, 60, 100, 140, 180, 240) : List.of(4, 60, 140);

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        file = Examples.writeExperiment(folder);
    }

    @Test
    void run_killedAtRandomMoments_endsWithTheSameBits() throws Exception {
        Run whole = whole();
        Path runs = folder.resolve("runs");
        CounterRandom random = CounterRandom.of(Long.getLong("sluice.kills.seed", 1), "kills", 0);
        int finished = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = goOn(runs);
            boolean ended = process.waitFor(random.below(kill, LONGEST_MILLIS), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            if (ended) {
                assertThat(process.exitValue()).as(output()).isZero();
            }
            finished = assertFinishedAreWhole(runs, whole);
        }
        while (finished == 0 || isStopped(runs)) {
            Process process = goOn(runs);
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output()).isZero();
            finished = assertFinishedAreWhole(runs, whole);
        }
    }

    @Test
    void run_fullOrReadOnlyDisk_saysSoAndGoesOnLater() throws Exception {
        Run whole = whole();
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(shell("mount -t tmpfs -o size=4k sluice-test " + disk))
                .as("only root may mount a small disk")
                .isZero();
        try {
            Path runs = disk.resolve("runs");
            int told = 0;
            for (int kilobytes : SIZES) {
                assertThat(shell("mount -o remount,size=" + kilobytes + "k " + disk))
                        .isZero();
                told += assertTold(goOn(runs), "No space left on device");
                assertFinishedAreWhole(runs, whole);
            }
            assertThat(told).as("disks that were too small").isPositive();
            assertThat(shell("mount -o remount,size=64m " + disk)).isZero();
            Process killed = goOn(runs);
            killed.waitFor(1200, TimeUnit.MILLISECONDS);
            killed.destroyForcibly().waitFor();
            if (isStopped(runs)) {
                assertThat(shell("mount -o remount,ro " + disk)).isZero();
                assertThat(assertTold(goOn(runs), "Read-only file system")).isEqualTo(1);
                assertThat(shell("mount -o remount,rw " + disk)).isZero();
                Process last = goOn(runs);
                assertThat(last.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(last.exitValue()).as(output()).isZero();
            }
            assertThat(assertFinishedAreWhole(runs, whole)).isPositive();
        } finally {
            shell("umount -l " + disk);
        }
    }

    /** The program ends, with success (0) or not (1), and in the latter case says why in one line. */
    private int assertTold(Process process, String why) throws IOException, InterruptedException {
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        if (process.exitValue() == 0) {
            return 0;
        }
        assertThat(output())
                .contains("sluice: ")
                .containsAnyOf(why, "is the disk full", "cannot be written")
                .doesNotContain("\tat ");
        return 1;
    }

    /** Resumes the run that stopped; begins one if there is none. */
    private Process goOn(Path runs) throws IOException {
        List<String> arguments = isStopped(runs)
                ? List.of("resume")
                : List.of(
                        "run",
                        file.toString(),
                        "--set",
                        "train.epochs=" + EPOCHS,
                        "--set",
                        "train.checkpoint.every_steps=5",
                        "--force");
        return ChildJvm.sluice(folder.resolve("output.txt"), "exec \"$@\"", runs, arguments);
    }

    private static boolean isStopped(Path runs) throws IOException {
        // One that failed before its first checkpoint has nothing to go on from.
        return new Runs(runs)
                .list().stream()
                        .anyMatch(
                                run -> run.canResume() && (run.state() == RunState.INTERRUPTED || run.hasCheckpoint()));
    }

    /** The number of finished runs, each the same as the one that nobody disturbed. */
    private static int assertFinishedAreWhole(Path runs, Run whole) throws IOException {
        List<Run> finished = new Runs(runs)
                .list().stream().filter(run -> run.state() == RunState.FINISHED).toList();
        for (Run run : finished) {
            for (String name : List.of("best.safetensors", "metrics.jsonl", "results.json", "model.json")) {
                assertThat(Files.mismatch(run.path().resolve(name), whole.path().resolve(name)))
                        .as("%s of %s", name, run.id())
                        .isEqualTo(-1);
            }
            assertThat(run.changedFiles()).isEmpty();
            assertThat(run.path().resolve(".lease")).doesNotExist();
        }
        return finished.size();
    }

    private Run whole() {
        return Experiment.load(file)
                .set("train.epochs", EPOCHS)
                .withRuns(folder.resolve("whole"))
                .run()
                .run();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private static int shell(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
