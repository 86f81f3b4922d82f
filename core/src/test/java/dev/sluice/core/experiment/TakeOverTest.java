package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.JsonFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.RunStatus;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose process is on another machine, where it cannot be seen. */
final class TakeOverTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());
    private static final String ELSEWHERE = "process 1 on elsewhere\n7\n";

    @TempDir
    private Path folder;

    @Test
    void resume_noSignOfLifeForAMinute_goesOn() throws IOException {
        Run run = leftElsewhere(61);

        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(resumption(run).run().run().state()).isEqualTo(RunState.FINISHED);
        assertThat(lease(run)).doesNotExist();
    }

    @Test
    void state_clockSetBackAfterTheLastSignOfLife_isInterrupted() throws IOException {
        Run run = leftElsewhere(-3600);

        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.silence()).contains(Duration.ZERO);
        assertThat(resumption(run).run().run().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void state_clockSetBackALittle_isRunning() throws IOException {
        assertThat(leftElsewhere(-30).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void state_clockSetWhileItRuns_isRunningAsLongAsItGivesSigns() throws IOException {
        Run run = leftElsewhere(1);
        // This process began long after the run by the clock, as if that had been set ahead.
        write(
                run.file(RunFile.STATUS),
                "{\"state\": \"running\", \"process\": "
                        + ProcessHandle.current().pid() + ", \"host\": \"" + hostName(run)
                        + "\", \"started\": \"2026-01-01T00:00:00Z\"}");
        assertThat(run.state()).isEqualTo(RunState.RUNNING);

        Files.setLastModifiedTime(lease(run), FileTime.from(Instant.now().minusSeconds(61)));
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void facts_clockSetBackDuringTheRun_haveNoDuration() throws IOException {
        Run run = experiment().run().run();
        write(
                run.file(RunFile.STATUS),
                "{\"state\": \"finished\", \"process\": 1, \"host\": \"elsewhere\","
                        + " \"started\": \"2026-01-01T01:00:00Z\", \"ended\": \"2026-01-01T00:00:00Z\"}");

        assertThat(RunFacts.of(run).value("seconds")).isEmpty();
    }

    /** The name of this machine, as runs record it. */
    private static String hostName(Run run) throws IOException {
        return String.valueOf(JsonFile.read(run.path().resolve("own.json"), RunStatus.class)
                .orElseThrow()
                .host());
    }

    @Test
    void resume_signOfLife_isRefusedUnlessAskedToTakeOver() throws IOException {
        Run run = leftElsewhere(4);

        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        assertThat(catchThrowableOfType(
                        RunException.class, () -> resumption(run).run()))
                .hasMessageContaining("process 1 on elsewhere works on it, with its last sign of life ")
                .hasMessageContaining("add --take-over");
        assertThat(resumption(run).takingOver().run().run().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void run_takenOverMeanwhile_stopsAndLeavesTheRecordToTheOther() throws IOException {
        RunException stopped = catchThrowableOfType(
                RunException.class,
                () -> experiment()
                        .withObserver(new RunObserver() {
                            @Override
                            public void training(TrainingEvent event) {
                                if (event instanceof TrainingEvent.BatchEnded ended && ended.step() == 3) {
                                    assertThat(lease(latest())).isNotEmptyFile();
                                    write(lease(latest()), ELSEWHERE);
                                }
                            }
                        })
                        .run());

        assertThat(stopped)
                .hasMessageContaining("process 1 on elsewhere has taken over " + latest().path())
                .hasMessageContaining("[Sluice/TakenOver]");
        assertThat(lease(latest())).hasContent(ELSEWHERE);
        assertThat(latest().hasCheckpoint()).isFalse();
        assertThat(latest().file(RunFile.ERRORS)).doesNotExist();
        assertThat(latest().file(RunFile.STATUS)).content().contains("running");
    }

    /** A run that was stopped, changed as if another machine had been at it. */
    private Run leftElsewhere(long secondsAgo) throws IOException {
        AtomicBoolean stop = new AtomicBoolean(true);
        assertThat(catchThrowableOfType(
                        IllegalStateException.class,
                        () -> experiment()
                                .withObserver(new RunObserver() {
                                    @Override
                                    public void training(TrainingEvent event) {
                                        if (event instanceof TrainingEvent.EpochEnded && stop.getAndSet(false)) {
                                            throw new IllegalStateException("stopped");
                                        }
                                    }
                                })
                                .run()))
                .isNotNull();
        Run run = latest();
        Files.copy(run.file(RunFile.STATUS), run.path().resolve("own.json"));
        write(run.file(RunFile.STATUS), """
                {"state": "running", "process": 1, "host": "elsewhere", "started": "2026-01-01T00:00:00Z"}""");
        write(lease(run), ELSEWHERE);
        Files.setLastModifiedTime(lease(run), FileTime.from(Instant.now().minusSeconds(secondsAgo)));
        return run;
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

    private Run latest() {
        return new Runs(folder).find("latest");
    }

    private static Path lease(Run run) {
        return run.path().resolve(".lease");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
