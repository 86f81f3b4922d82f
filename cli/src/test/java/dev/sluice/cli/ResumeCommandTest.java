package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own that are ended from outside, and {@code sluice resume}. */
class ResumeCommandTest {
    private static final int EPOCHS = 150;

    @TempDir
    private static Path shared;

    /** The run without a break. */
    private static Run whole;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private Path runs = Path.of("");

    @BeforeAll
    static void runWithoutABreak() throws IOException {
        Examples.writeTexts(shared.resolve("texts.csv"));
        whole = Experiment.load(Examples.writeExperiment(shared))
                .set("train.epochs", EPOCHS)
                .withRuns(shared.resolve("runs"))
                .run()
                .run();
    }

    @BeforeEach
    void write() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        file = Examples.writeExperiment(folder);
        runs = folder.resolve("runs");
    }

    @Test
    void resume_killedTwiceWithoutWarning_endsWithTheSameBits() throws Exception {
        Process first = sluice(
                "run", file.toString(), "--set", "train.epochs=" + EPOCHS, "--set", "train.checkpoint.every_steps=7");
        Run run = Examples.awaitFirstEpoch(runs, first);
        kill(first);
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        int before = run.metrics().size();

        Process second = sluice("resume");
        await(() -> run.metrics().size() > before + 5, second);
        Answer refused = Answer.of("resume", run.id(), "--runs", runs.toString());
        kill(second);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is running: process " + second.pid(), "[Sluice/StillRunning]");
        assertThat(Answer.of("show", run.path().toString()).out()).contains("to resume", "sluice resume " + run.path());

        Answer third = Answer.of("resume", "--runs", runs.toString());
        assertThat(third.code()).as(third.err()).isZero();
        assertThat(third.out()).contains("Run " + run.path(), "Continuing after", "test examples");
        assertSame(run, whole);

        Answer again = Answer.of("resume", run.path().toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains(run.id() + " is finished; there is nothing to resume");
        assertThat(Answer.of("resume", "--runs", runs.toString()).err()).contains("no run in", "was interrupted");
    }

    @Test
    void resume_interruptedByASignal_losesNoUpdate() throws Exception {
        Process process = sluice(
                "run", file.toString(), "--set", "train.epochs=" + EPOCHS, "--set", "train.checkpoint.every_epochs=0");
        Run run = Examples.awaitFirstEpoch(runs, process);
        // SIGTERM goes the way of Ctrl-C, which a test in the background would not hear.
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("output.txt")))
                .contains("Interrupted. The logs are in", "To resume: 'sluice resume " + run.path() + "'")
                .doesNotContain("sluice: the run");
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.events())
                .last()
                .isInstanceOfSatisfying(
                        RunEvent.Interrupted.class,
                        event -> assertThat(event.saved()).isTrue());
        int epochs = run.metrics().size();
        Answer resumed = Answer.of("resume", run.path().toString());
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("Continuing after " + epochs + " epoch");
        assertSame(run, whole);
    }

    /** The disk is full for files of more than 64 kB: everything but the checkpoints fits. */
    @Test
    void resume_diskFullWhileACheckpointIsWritten_goesOnFromTheOneBefore() throws Exception {
        Experiment wide = Experiment.load(file)
                .set("model.encoder.hidden", 48)
                .set("train.epochs", 3)
                .set("train.checkpoint.every_steps", 6);
        Run wholeWide = wide.withRuns(folder.resolve("whole")).run().run();
        RunObserver stop = new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (event instanceof TrainingEvent.BatchEnded ended && ended.epoch() == 2) {
                    throw new IllegalStateException("stop");
                }
            }
        };
        assertThatThrownBy(() -> wide.withRuns(runs).withObserver(stop).run()).hasMessage("stop");
        Run run = new Runs(runs).latestStopped();

        Process second = start("ulimit -f 64; exec \"$@\"", "resume");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("output.txt"));
        assertThat(second.exitValue()).as(said).isEqualTo(1);
        assertThat(said)
                .contains("sluice: the checkpoint of step", "cannot be written", "is the disk full?")
                .contains(
                        "The training is saved. When the cause is fixed, resume it: 'sluice resume " + run.path() + "'")
                .doesNotContain("\tat ");
        assertThat(run.state()).isEqualTo(RunState.FAILED);

        assertThat(Answer.of("resume", run.path().toString()).code()).isZero();
        assertSame(run, wholeWide);
    }

    @Test
    void resume_mistakes_areTold() {
        assertThat(Answer.of("resume", "--runs", runs.toString()).err()).contains("no run in");
        Answer unknown = Answer.of("resume", "nobody", "--runs", runs.toString());
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there are no runs in");
        assertThat(Answer.of("help", "resume").out())
                .contains("--other-plugins", "--take-over", "A finished run is not changed");
        assertThat(Answer.of("run", file.toString(), "--set", "train.checkpoint.keep=0")
                        .err())
                .contains("$.train.checkpoint.keep", "must be at least 1, but was 0");
        assertThat(Answer.of("run", file.toString(), "--set", "train.checkpoint.every_step=5")
                        .err())
                .contains("unknown key 'every_step'; did you mean 'every_steps'?");
    }

    private Process sluice(String... arguments) throws IOException {
        return start("exec \"$@\"", arguments);
    }

    private Process start(String script, String... arguments) throws IOException {
        return ChildJvm.sluice(folder.resolve("output.txt"), script, runs, List.of(arguments));
    }

    private static void kill(Process process) throws InterruptedException {
        assertThat(process.isAlive()).as("it is killed before its end").isTrue();
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).as("SIGKILL").isEqualTo(137);
    }

    /** Something that files will say at some time. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition, Process process) throws IOException, InterruptedException {
        for (int tries = 0; !condition.holds(); tries++) {
            assertThat(process.isAlive() && tries < 6000).isTrue();
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    private static void assertSame(Run actual, Run expected) throws IOException {
        assertThat(actual.state()).isEqualTo(RunState.FINISHED);
        for (String name : List.of("best.safetensors", "metrics.jsonl", "results.json")) {
            assertThat(Files.mismatch(
                            actual.path().resolve(name), expected.path().resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }
}
