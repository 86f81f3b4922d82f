package dev.sluice.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.dashboard.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models by name and version, over HTTP. */
final class PromotedModelsTest {
    private static final String RUN = "20260101-000000-first-0001";
    private static final String SECRET = "secret of the machine";

    @TempDir
    private Path folder;

    private Dashboard dashboard;
    private Asking ask;

    @BeforeEach
    void start() throws IOException {
        new RunsFixture(Files.createDirectories(folder.resolve("runs"))).finished(RUN, "first");
        Files.createDirectories(folder.resolve("secret"));
        Files.writeString(folder.resolve("secret/lineage.json"), "{\"run\":\"" + SECRET + "\"}");
        version("1", RUN);
        version("2", "20250101-000000-gone-0002");
        Files.writeString(folder.resolve("models/names/aliases.json"), "{\"versions\":{\"production\":\"1\"}}");
        dashboard = Dashboard.start(
                new Folders(folder.resolve("runs"), folder.resolve("studies"), folder.resolve("models")),
                "localhost",
                0,
                (model, examples, top) -> List.of(List.of(new Output(
                        model.getFileName().toString(),
                        Output.Kind.CLASSES,
                        false,
                        List.of(List.of(new Prediction(examples.getFirst().toString(), 1)))))));
        ask = new Asking(dashboard.port());
    }

    @AfterEach
    void stop() {
        dashboard.close();
    }

    private Path version(String version, String run) throws IOException {
        Path made = Files.createDirectories(folder.resolve("models/names").resolve(version));
        Files.writeString(
                made.resolve("lineage.json"),
                "{\"run\":\"" + run + "\",\"promoted\":\"2026-01-0" + version + "T00:00:00Z\",\"sluice\":\"0.1\"}");
        Files.writeString(
                made.resolve("model.json"),
                ModelFile.write(DataContract.of(
                        new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(List.of("a"))),
                        new ClassEncoding(Labels.of(List.of("a", "b")), ClassEncoding.Form.DISTRIBUTION))));
        Files.writeString(made.resolve("model.onnx"), "a model");
        String sha256 = Fingerprint.of(made.resolve("model.onnx"));
        Files.writeString(
                made.resolve("proof.json"), "{\"result\":\"passed\",\"sha256\":\"" + sha256 + "\",\"opset\":17}");
        Files.writeString(made.resolve("files.json"), "{\"sha256\":{\"model.onnx\":\"" + sha256 + "\"}}");
        return made;
    }

    @Test
    void list_hasVersionsWithProofContractAndRun_newestFirst() throws IOException {
        String answer = ask.get("/api/models");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("\"aliases\":[\"production\"]", "\"proof\":\"passed\"", "2 classes: a, b", RUN)
                .containsSubsequence("\"version\":\"2\"", "\"has_run\":false", "\"version\":\"1\"", "\"has_run\":true");
    }

    @Test
    void version_byItsNumberOrAlias_isShown() throws IOException {
        for (String name : List.of("1", "production")) {
            assertThat(ask.get("/api/models/names/" + name))
                    .contains("\"version\":\"1\"", "\"has_run\":true", "\"kind\":\"text\"", "\"result\":\"passed\"");
        }
        assertThat(ask.get("/api/models/names/3")).startsWith("HTTP/1.1 404");
        assertThat(ask.get("/api/models/none/1")).startsWith("HTTP/1.1 404");
        assertThat(ask.get("/models/names/1")).startsWith("HTTP/1.1 200").contains("<!doctype html>");
    }

    @Test
    void list_aVersionThatCannotBeRead_costsOnlyItself() throws IOException {
        Path models = folder.resolve("models");
        Files.writeString(version("3", RUN).resolve("lineage.json"), "{}");
        Files.writeString(version("4", RUN).resolve("model.json"), "{\"inp");
        Files.createDirectories(models.resolve("<b>/1"));
        Files.writeString(models.resolve("<b>/1/lineage.json"), "{}");
        Files.createDirectories(models.resolve("half/1"));

        assertThat(ask.get("/api/models"))
                .startsWith("HTTP/1.1 200")
                .contains("lineage.json cannot be read", "model.json", "\"version\":\"1\"", "\"version\":\"2\"")
                .doesNotContain("<b>", "\"half\"");
        assertThat(ask.get("/api/models/names/3")).startsWith("HTTP/1.1 200").contains("lineage.json cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/models/../secret",
                "/api/models/..%2fsecret/1",
                "/api/models/%2e%2e/secret",
                "/api/models/names/..%2f..%2fsecret",
                "/api/models/names/..%5c..%5csecret",
                "/api/models/names/%2e%2e",
                "/api/models/names/.",
                "/api/models/names/%00",
                "/models/../../etc/passwd"
            })
    void path_outOfTheFolder_isRefused(String path) throws IOException {
        assertThat(ask.get(path)).matches("(?s)HTTP/1\\.1 (400|403|404) .*").doesNotContain(SECRET, "root:");
        assertThat(ask.get("/api/models/names/1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void symbolicLinks_areNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("models/names/3"), folder.resolve("secret"));
        Files.createSymbolicLink(version("4", RUN).resolve("MODEL_CARD.md"), folder.resolve("secret/lineage.json"));
        Files.createSymbolicLink(folder.resolve("models/linked"), folder.resolve("models/names"));

        for (String path : List.of("names/3", "names/4", "linked/1")) {
            assertThat(ask.get("/api/models/" + path)).matches("(?s)HTTP/1\\.1 (403|404) .*");
            assertThat(ask.get("/api/models/" + path)).doesNotContain(SECRET);
        }
        assertThat(ask.get("/api/models")).startsWith("HTTP/1.1 200").doesNotContain(SECRET, "\"linked\"");
    }

    @Test
    void form_runsTheProvenFileAlone() throws IOException {
        String path = "/api/models/names/1";
        assertThat(ask.post(path, "{\"tokens\":\"abc\"}", ask.ownPage())).contains("\"name\":\"1\"", "abc");
        assertThat(ask.post(path, "{\"tokens\":\"abc\"}", "Content-Type: application/json\r\nOrigin: https://evil\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(ask.post(path, "{\"tokens\":\"" + "a".repeat(70_000) + "\"}", ask.ownPage()))
                .startsWith("HTTP/1.1 413");

        Files.writeString(folder.resolve("models/names/1/model.onnx"), "another model");
        assertThat(ask.post(path, "{\"tokens\":\"abc\"}", ask.ownPage()))
                .startsWith("HTTP/1.1 400")
                .contains("have changed");
        assertThat(ask.get(path)).contains("\"changed\":[\"model.onnx: its SHA-256");
    }
}
