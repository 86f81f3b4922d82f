package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.promotion.Models;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.experiment.yaml.JavaValues;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.file.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Models by name and version, from promotion to prediction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsCommandTest {
    private Path folder = Path.of("replaced");
    private String runs = "";
    private Path models = Path.of("replaced");

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        Examples.writeTexts(folder.resolve("texts.csv"));
        Path file = Examples.writeExperiment(folder);
        assertThat(Answer.of("run", file.toString(), "--runs", runs, "--quiet", "--set", "export=onnx")
                        .code())
                .isZero();
    }

    @BeforeEach
    void empty() throws IOException {
        models = Files.createTempDirectory(folder, "models");
    }

    private Run run() {
        return new Runs(Path.of(runs)).find("latest");
    }

    private Answer models(String... words) {
        List<String> all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(words));
        all.addAll(List.of("--models", models.toString()));
        return Answer.of(all.toArray(String[]::new));
    }

    @Test
    void version_promoted_predictsAsItsRun_alsoWithoutIt() throws IOException {
        assertThat(models("add", "texts", "latest", "--runs", runs, "--alias", "production")
                        .out())
                .contains("models:texts@1 is in", "models:texts@production means it");
        assertThat(models("add", "texts", "latest", "--runs", runs).out()).contains("models:texts@2 is in");

        String asked =
                Answer.of("predict", run().path().toString(), "--text", "aaax1").out();
        for (String name : List.of("models:texts", "models:texts@1", "models:texts@production")) {
            Answer answer = Answer.of("predict", name, "--models", models.toString(), "--text", "aaax1");
            assertThat(answer.out()).as(answer.err()).isEqualTo(asked).contains("%");
        }
        String texts = folder.resolve("texts.csv").toString();
        assertThat(Answer.of("predict", "models:texts", "--models", models.toString(), "--file", texts)
                        .out())
                .isEqualTo(Answer.of("predict", run().path().toString(), "--file", texts)
                        .out())
                .contains("probability.a");
        assertThat(models.resolve("texts/1"))
                .isDirectoryContaining("glob:**/model.onnx")
                .isDirectoryContaining("glob:**/proof.json")
                .isDirectoryContaining("glob:**/model.json")
                .isDirectoryContaining("glob:**/MODEL_CARD.md");
        assertThat(Json.parse(Files.readString(models.resolve("texts/1/experiment.json"))))
                .as("relative paths begin where those of the YAML do")
                .isEqualTo(JavaValues.value(YamlReader.file(
                        Files.readString(models.resolve("texts/1/experiment.yaml")), "", new Problems())))
                .isNotEqualTo(Json.parse(Files.readString(run().file(RunFile.OPTIONS))));
        assertThat(new Models(models).find("texts@1").lineage()).satisfies(lineage -> {
            assertThat(lineage.run()).isEqualTo(run().id());
            assertThat(lineage.data())
                    .isEqualTo(run().provenance().orElseThrow().data().sha256());
            assertThat(lineage.model()).isEqualTo(run().checksums().get("model.onnx"));
        });
        assertThat(Answer.of("show", "models:texts@1", "--models", models.toString())
                        .out())
                .contains("model       texts@1", "aliases     production", "from run    " + run().id(), "as proven");
    }

    @Test
    void list_versions_saysWhereTheyAreFrom() {
        assertThat(models("list").out()).contains("There are no models in");
        models("add", "texts@1.0.0", "latest", "--runs", runs);
        models("add", "texts", "latest", "--runs", runs);
        models("alias", "texts@1.0.0", "production");

        assertThat(models("list").out()).containsSubsequence("texts@1.0.0", "production", run().id(), "texts@1 ");
    }

    @Test
    void remove_versionInUse_isRefused() {
        models("add", "texts", "latest", "--runs", runs, "--alias", "production");
        assertThat(models("remove", "texts@1", "--yes").err()).contains("texts@1 is production; move the alias first");

        models("alias", "texts", "production", "--remove");
        assertThat(models("remove", "texts@1").err()).contains("add --yes");
        assertThat(models("remove", "texts@1", "--yes").out()).contains("Removed models:texts@1");
        assertThat(models.resolve("texts")).doesNotExist();
    }

    @Test
    void add_namesThatAreNone_areRefused() {
        for (String name :
                List.of("../up", "a/b", ".hidden", "", "a b", "a\u202eb", "x@../1", "x".repeat(65), "con.")) {
            Answer answer = models("add", name, "latest", "--runs", runs);
            assertThat(answer.code()).as(name).isNotZero();
            assertThat(answer.err()).contains("must be 1 to 64 letters");
        }
        assertThat(models).isEmptyDirectory();
    }

    @Test
    void add_versionThatExists_isRefused() {
        models("add", "texts@1", "latest", "--runs", runs);
        assertThat(models("add", "texts@1", "latest", "--runs", runs).err()).contains("a version never changes");
        assertThat(models("alias", "texts@1", "1").err()).contains("an alias must not be called as a version is");
    }

    @Test
    void add_runWithoutProof_isRefused() throws IOException {
        Path other = folder.resolve("other");
        Answer.of("run", folder.resolve("experiment.yaml").toString(), "--runs", other.toString(), "--quiet");

        assertThat(models("add", "texts", "latest", "--runs", other.toString()).err())
                .contains("has no proven file; 'sluice export");
        assertThat(models.resolve("texts")).isEmptyDirectory();
    }

    @Test
    void find_misspelt_suggests() {
        models("add", "texts", "latest", "--runs", runs, "--alias", "production");
        assertThat(Answer.of("predict", "models:text", "--models", models.toString(), "--text", "a")
                        .err())
                .contains("no model is called 'text'", "did you mean 'texts'");
        assertThat(Answer.of("predict", "models:texts@prodution", "--models", models.toString(), "--text", "a")
                        .err())
                .contains("has no version or alias 'prodution'", "did you mean 'production'");
    }

    @Test
    void run_changedFile_isRefused() throws IOException {
        ModelVersion version = new Models(models).promote(run(), "texts");
        Files.write(RunFile.MODEL.in(version.path()), new byte[] {1});
        assertThatThrownBy(version::run)
                .isInstanceOf(RunException.class)
                .hasMessageContaining("model.onnx: its SHA-256");

        // Someone who also mends the list of hashes is found out by the proof.
        ModelVersion other = new Models(models).promote(run(), "other");
        String was = other.lineage().model();
        Files.write(RunFile.MODEL.in(other.path()), new byte[] {1});
        String is = Fingerprint.of(RunFile.MODEL.in(other.path()));
        Path sums = RunFile.SUMS.in(other.path());
        Files.writeString(sums, Files.readString(sums).replace(String.valueOf(was), is));
        assertThatThrownBy(other::run).hasMessageContaining("must be the file that was proven");
    }
}
