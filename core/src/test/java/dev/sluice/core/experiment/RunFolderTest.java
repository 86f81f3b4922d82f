package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.experiment.record.JsonLines;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
    @TempDir
    private Path runs;

    @Test
    void create_twiceInASecond_givesTwoFolders() throws IOException {
        try (RunFolder one = RunFolder.create(runs, "Names of Länder!");
                RunFolder two = RunFolder.create(runs, "Names of Länder!")) {
            assertThat(one.id()).matches("\\d{8}-\\d{6}-names-of-la-nder-[0-9a-f]{4}");
            assertThat(two.id()).isNotEqualTo(one.id());
        }
    }

    @Test
    void slug_nameWithoutLetters_isStillAName() {
        assertThat(RunFolder.slug("🎉")).isEqualTo("run");
        assertThat(RunFolder.slug("../../etc")).isEqualTo("etc");
        assertThat(RunFolder.slug("x".repeat(99))).hasSize(40);
    }

    @Test
    void state_runningInThisProcess_isRunning() throws IOException {
        try (RunFolder folder = RunFolder.create(runs, "a")) {
            assertThat(new Run(folder.path()).state()).isEqualTo(RunState.RUNNING);
        }
    }

    @Test
    void state_processIsGone_isInterrupted() throws IOException {
        try (RunFolder folder = RunFolder.create(runs, "a")) {
            String status = Files.readString(folder.path().resolve("status.json"));
            String gone = status.replace(": " + ProcessHandle.current().pid(), ": " + Integer.MAX_VALUE)
                    .replace(" : " + ProcessHandle.current().pid(), " : " + Integer.MAX_VALUE);
            folder.write(RunFile.STATUS, gone);

            assertThat(gone).isNotEqualTo(status);
            assertThat(new Run(folder.path()).state()).isEqualTo(RunState.INTERRUPTED);
        }
    }

    @Test
    void mark_interruptedRun_keepsItsLogsAndItsState() throws IOException {
        try (RunFolder folder = RunFolder.create(runs, "a")) {
            EpochReport epoch = new EpochReport(1, 0.5, Scores.none(), 0.1, Double.POSITIVE_INFINITY, true);
            folder.metrics(epoch);

            InterruptionGuard guard = InterruptionGuard.of(folder, RunObserver.silent());
            guard.pull();
            guard.remove();
            folder.end(RunState.FINISHED, "");

            Run run = new Run(folder.path());
            assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(run.ended()).isPresent();
            assertThat(run.metrics()).containsExactly(epoch);
            assertThat(run.events()).last().isInstanceOf(RunEvent.Interrupted.class);
        }
    }

    @Test
    void read_tornLastLine_leavesItOut() throws IOException {
        Path file = runs.resolve("log.jsonl");
        try (JsonLines log = JsonLines.append(file)) {
            log.add(Map.of("epoch", 1));
            log.add(Map.of("epoch", 2));
        }
        byte[] torn = "{\"epoch\": 3, \"name\": \"ä".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

        assertThat(JsonLines.read(file)).containsExactly(Map.of("epoch", 1), Map.of("epoch", 2));
    }

    @Test
    void read_brokenLineInTheMiddle_saysWhich() throws IOException {
        Path file = Files.writeString(runs.resolve("log.jsonl"), "{\"epoch\": 1}\nnonsense\n{\"epoch\": 2}\n");

        RunException error = catchThrowableOfType(RunException.class, () -> JsonLines.read(file));

        assertThat(error).hasMessageContaining("log.jsonl:2").hasMessageContaining("nonsense");
    }

    @Test
    void find_byPrefixPartPathAndLatest_findsTheRun() throws IOException {
        folder("20260101-000000-alpha-0001");
        Path beta = folder("20260102-000000-beta-0002");
        Runs all = new Runs(runs);

        assertThat(all.list())
                .extracting(Run::id)
                .containsExactly("20260101-000000-alpha-0001", "20260102-000000-beta-0002");
        assertThat(all.find("latest").path()).isEqualTo(beta);
        assertThat(all.find("20260102").path()).isEqualTo(beta);
        assertThat(all.find("beta").path()).isEqualTo(beta);
        assertThat(all.find(beta.toString()).path()).isEqualTo(beta);
    }

    @Test
    void find_nameOfAnExperiment_isPreferredToLongerOnes() throws IOException {
        Path alpha = folder("20260101-000000-alpha-0001");
        folder("20260102-000000-alpha2-0002");
        folder("20260103-000000-alpha-smaller-0003");
        Runs all = new Runs(runs);

        assertThat(all.find("alpha").path()).isEqualTo(alpha);
        assertThat(error(all, "alph")).hasMessageContaining("3 runs are called 'alph…'");
        folder("20260104-000000-alpha-0004");
        assertThat(error(all, "alpha")).hasMessageContaining("2 runs are called 'alpha…'");
    }

    @Test
    void find_noneOrSeveral_saysWhatThereIs() throws IOException {
        Runs all = new Runs(runs);
        assertThat(error(all, "latest"))
                .hasMessageContaining("there are no runs in")
                .hasMessageContaining("sluice run");
        folder("20260101-000000-alpha-0001");
        folder("20260102-000000-alpha-0002");

        assertThat(error(all, "2026")).hasMessageContaining("2 runs are called '2026…'");
        assertThat(error(all, "gamma"))
                .hasMessageContaining("no run is called 'gamma'")
                .hasMessageContaining("alpha-0002");
    }

    @Test
    void results_editedByHand_areRefusedWithTheFile() throws IOException {
        Path run = folder("20260101-000000-alpha-0001");
        Files.writeString(run.resolve("results.json"), "{");

        assertThat(catchThrowableOfType(RunException.class, () -> new Run(run).results()))
                .hasMessageContaining(run.resolve("results.json").toString());
    }

    private static RunException error(Runs runs, String name) {
        return catchThrowableOfType(RunException.class, () -> runs.find(name));
    }

    private Path folder(String id) throws IOException {
        Path folder = Files.createDirectory(runs.resolve(id));
        Files.write(folder.resolve("status.json"), List.of("{\"state\": \"finished\"}"));
        return folder;
    }
}
