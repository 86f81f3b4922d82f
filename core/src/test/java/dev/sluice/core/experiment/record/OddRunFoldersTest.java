package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of runs that something else than Sluice has changed, or that a process left half made. */
final class OddRunFoldersTest {
    private static final String ID = "20260101-000000-names-0001";

    @TempDir
    private Path runs;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[1, 2]",
                "7",
                "{",
                "\"running\"",
                "{}",
                "{\"state\": null, \"process\": 1}",
                "{\"state\": \"sleeping\"}",
                "{\"state\": \"finished\", \"started\": \"yesterday\"}",
                "{\"state\": {\"state\": \"finished\"}}",
                "{\"state\": \"running\", \"process\": \"many\"}"
            })
    void state_statusThatIsNone_isDamagedAndLeavesTheOthersAlone(String status) throws IOException {
        Run odd = run(ID, status);
        Run good = run("20260102-000000-names-0002", "{\"state\": \"finished\", \"process\": 1}");

        assertThat(odd.state()).isEqualTo(RunState.DAMAGED);
        assertThat(odd.message()).contains(odd.file(RunFile.STATUS).toString(), "changed by hand");
        assertThat(odd.canResume()).isFalse();
        assertThat(odd.started()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        List<Run> all = new Runs(runs).list();
        assertThat(all).extracting(Run::id).containsExactly(odd.id(), good.id());
        assertThat(new Runs(runs).find("latest").id()).isEqualTo(good.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"best_epoch\": 1, \"epochs\": 2, \"training\": null}"})
    void results_withoutAFactThatEveryRunHas_areRefusedByItsName(String results) throws IOException {
        Run run = run(ID, "{\"state\": \"finished\", \"process\": 1}");
        Files.writeString(run.file(RunFile.RESULTS), results);

        assertThatThrownBy(run::results)
                .isInstanceOf(RunException.class)
                .hasMessageContaining(run.file(RunFile.RESULTS).toString())
                .hasMessageContaining("\"training\"")
                .hasMessageContaining("changed by hand");
    }

    @Test
    void resources_lineWithoutItsTime_isRefusedWithItsPlace() throws IOException {
        Run run = run(ID, "{\"state\": \"finished\", \"process\": 1}");
        Files.writeString(run.file(RunFile.RESOURCES), "{\"seconds\": 5}\n");

        assertThat(catchThrowableOfType(RunException.class, run::resources))
                .hasMessageContaining(run.file(RunFile.RESOURCES) + ":1:")
                .hasMessageContaining("\"time\"");
    }

    @Test
    void provenance_ofANewerForm_isRefusedByItsNumber() throws IOException {
        Run run = run(ID, "{\"state\": \"finished\", \"process\": 1}");
        Provenance provenance = Provenance.of(runs, 1, List.of(), List.of(), 1, null);
        Files.writeString(run.file(RunFile.PROVENANCE), provenance.json());
        assertThat(run.provenance()).contains(provenance);

        Files.writeString(run.file(RunFile.PROVENANCE), provenance.json().replace("\"format\" : 1", "\"format\" : 2"));

        assertThatThrownBy(run::provenance)
                .isInstanceOf(RunException.class)
                .hasMessageContaining("its form is 2, where this Sluice reads up to 1")
                .hasMessageNotContaining("by hand");
    }

    @Test
    void state_emptyStatus_isInterrupted() throws IOException {
        assertThat(run(ID, "").state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void list_runKilledBeforeItsFirstFile_isSeen() throws IOException {
        Files.createDirectory(runs.resolve(ID));
        Files.createDirectory(runs.resolve("notes"));

        assertThat(new Runs(runs).list()).singleElement().satisfies(run -> {
            assertThat(run.id()).isEqualTo(ID);
            assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(run.message()).isEqualTo("stopped before it had written anything");
            assertThat(run.canResume()).isFalse();
            assertThat(run.results()).isEmpty();
            assertThat(run.metrics()).isEmpty();
        });
        assertThat(new Runs(runs).find(runs.resolve(ID).toString()).id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "{\"epoch\": \"one\"}", "[]", "null", "{}"})
    void metrics_lineThatIsNone_isRefusedWithFileAndLine(String line) throws IOException {
        Run run = run(ID, "{\"state\": \"finished\", \"process\": 1}");
        Files.writeString(run.file(RunFile.METRICS), line + "\n");

        assertThat(catchThrowableOfType(RunException.class, run::metrics))
                .hasMessageContaining(run.file(RunFile.METRICS).toString())
                .hasMessageContaining("1: ")
                .hasMessageContaining("changed by hand");
    }

    @Test
    void events_lineOfAnotherLog_isRefused() throws IOException {
        Run run = run(ID, "{\"state\": \"finished\", \"process\": 1}");
        Files.writeString(run.file(RunFile.EVENTS), "{\"event\": \"exploded\", \"time\": \"2026-01-01T00:00:00Z\"}\n");

        assertThat(catchThrowableOfType(RunException.class, run::events))
                .hasMessageContaining(run.file(RunFile.EVENTS) + ":1:");
    }

    @Test
    void read_folderInPlaceOfAFile_isNotThere() throws IOException {
        Run run = run(ID, "{\"state\": \"finished\", \"process\": 1}");
        Files.createDirectory(run.file(RunFile.RESULTS));
        Files.createDirectory(run.file(RunFile.METRICS));

        assertThat(run.results()).isEmpty();
        assertThat(run.metrics()).isEmpty();
    }

    @Test
    void removePartial_leftOvers_areRemovedAndNothingElse() throws IOException {
        List<String> partial =
                List.of(".status.json.123-1.partial", ".best.safetensors.123-1.partial", "model.onnx.unproven");
        List<String> whole = List.of("status.json", "best.safetensors", "notes.txt");
        for (String name : partial) {
            Files.writeString(runs.resolve(name), "half");
        }
        for (String name : whole) {
            Files.writeString(runs.resolve(name), "whole");
        }

        RunFolder.removePartial(runs);

        assertThat(runs).isDirectoryNotContaining("glob:**{.partial,.unproven}");
        whole.forEach(name -> assertThat(runs.resolve(name)).hasContent("whole"));
    }

    private Run run(String id, String status) throws IOException {
        Path folder = Files.createDirectory(runs.resolve(id));
        Files.writeString(folder.resolve("status.json"), status);
        return new Run(folder);
    }
}
