package dev.sluice.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
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

final class DashboardTest {
    private static final String ID = "20260101-000000-first-0001";
    private static final String SECRET = "secret of the machine";

    @TempDir
    private Path folder;

    private RunsFixture runs;
    private Dashboard dashboard;
    private Asking ask;

    @BeforeEach
    void start() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("runs"));
        Files.writeString(folder.resolve("secret.png"), SECRET);
        runs = new RunsFixture(inside);
        runs.finished(ID, "first");
        dashboard = Dashboard.start(
                folders(),
                "localhost",
                0,
                (run, examples, top) -> List.of(List.of(new Output(
                        "label",
                        Output.Kind.CLASSES,
                        false,
                        List.of(List.of(new Prediction(examples.getFirst().toString(), 1)))))));
        ask = new Asking(dashboard.port());
    }

    private Folders folders() {
        return new Folders(folder.resolve("runs"), folder.resolve("studies"), folder.resolve("models"));
    }

    @AfterEach
    void stop() {
        dashboard.close();
    }

    @Test
    void list_condition_keepsTheRunsThatFulfilIt() throws IOException {
        runs.finished("20260102-000000-second-0002", "second");

        assertThat(ask.get("/api/runs")).contains("\"all\":2,\"found\":2", ID, "\"test.loss\":\"0.25\"");
        assertThat(ask.get("/api/runs?where=name%3Dfirst")).contains("\"found\":1", ID);
        assertThat(ask.get("/api/runs?where=seco")).contains("\"found\":1").doesNotContain(ID);
        assertThat(ask.get("/api/runs?where=nme%3Dfirst"))
                .startsWith("HTTP/1.1 400")
                .contains("did you mean 'name'?");
    }

    @Test
    void list_runsOverOtherData_sayFirstWhatTheirNetworksDifferIn() throws IOException {
        options("20260102-000000-second-0002", "one", 4);
        options("20260103-000000-third-0003", "other", 8);

        assertThat(ask.get("/api/runs?where=epochs%3D2"))
                .contains("\"columns\":[\"model.encoder.hidden\",\"data.source.training\",\"data.source.test\",");
    }

    private void options(String id, String file, int hidden) throws IOException {
        Files.writeString(runs.finished(id, "run").resolve("experiment.yaml"), """
                name: run
                data: {source: {name: csv, options: {training: %s.csv, test: %s-test.csv}}}
                model: {encoder: {cell: gru, hidden: %d}}
                train: {epochs: 4}
                """.formatted(file, file, hidden));
    }

    @Test
    void run_hasCurvesFactsAndResults() throws IOException {
        assertThat(ask.get("/api/runs/" + ID))
                .startsWith("HTTP/1.1 200")
                .contains(
                        "\"epochs\":[1,2]",
                        "\"training.loss\":[0.9,0.5]",
                        "\"accuracy\":0.75",
                        "\"model.encoder.cell\":\"gru\"",
                        "\"planned\":4");
    }

    @Test
    void comparison_listsTheFactsThatDiffer() throws IOException {
        runs.finished("20260102-000000-second-0002", "second");

        assertThat(ask.get("/api/compare?run=" + ID + "&run=20260102-000000-second-0002"))
                .contains("{\"group\":\"Options\",\"name\":\"name\",\"values\":[\"first\",\"second\"]}")
                .doesNotContain("\"name\":\"model.encoder.cell\"");
        assertThat(ask.get("/api/compare")).startsWith("HTTP/1.1 400").contains("name the runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/page/..%2f..%2fsecret.png",
                "/page/%2e%2e/secret.png",
                "/api/runs/..%2f",
                "/api/runs/..",
                "/api/runs/%2e%2e/picture?name=secret.png",
                "/api/runs/..%5csecret.png",
                "/api/runs/%00",
                "/api/runs/" + ID + "/picture?name=../../secret.png",
                "/api/runs/" + ID + "/picture?name=..%2f..%2fsecret.png",
                "/api/runs/" + ID + "/picture?name=/etc/passwd",
                "/api/runs/" + ID + "/picture?name=status.json",
                "/api/studies/..%2fruns",
                "/api/compare?run=../" + ID,
                "/page/RunView.class"
            })
    void path_outOfTheFolders_isRefused(String path) throws IOException {
        assertThat(ask.get(path)).matches("(?s)HTTP/1\\.1 (400|403|404) .*").doesNotContain(SECRET, "root:");
        assertThat(ask.get("/api/runs/" + ID)).startsWith("HTTP/1.1 200");
    }

    @Test
    void symbolicLinks_areNotFollowed() throws IOException {
        Path run = folder.resolve("runs").resolve(ID);
        Files.createSymbolicLink(folder.resolve("runs/20260103-000000-linked-0003"), run);
        Path other = runs.finished("20260104-000000-links-0004", "links");
        Files.createSymbolicLink(other.resolve("picture.png"), folder.resolve("secret.png"));
        Files.createSymbolicLink(other.resolve("run.log"), folder.resolve("secret.png"));

        assertThat(ask.get("/api/runs/20260103-000000-linked-0003")).startsWith("HTTP/1.1 404");
        assertThat(ask.get("/api/runs/20260104-000000-links-0004"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain(SECRET);
        assertThat(ask.get("/api/runs/20260104-000000-links-0004/picture?name=picture.png"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain(SECRET);
        assertThat(ask.get("/api/runs")).contains("symbolic links").doesNotContain(SECRET);
    }

    @Test
    void picture_ofTheRun_isSent() throws IOException {
        Path run = folder.resolve("runs").resolve(ID);
        Files.createDirectories(run.resolve("pictures"));
        Files.writeString(run.resolve("pictures/confusion.png"), "a picture");

        assertThat(ask.get("/api/runs/" + ID)).contains("\"pictures\":[\"pictures/confusion.png\"]");
        assertThat(ask.get("/api/runs/" + ID + "/picture?name=pictures/confusion.png"))
                .contains("Content-Type: image/png", "a picture");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:4747", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]"
            })
    void host_thatIsNotLoopback_isRefused(String host) throws IOException {
        assertThat(ask.send("GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain(ID);
    }

    @Test
    void host_loopbackByAnyName_isAnswered() throws IOException {
        for (String host : List.of("127.0.0.1", "localhost:" + dashboard.port(), "LOCALHOST")) {
            assertThat(ask.send("GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void post_fromElsewhere_isRefused() throws IOException {
        String path = "/api/runs/" + ID + "/model";
        String json = "Content-Type: application/json\r\n";

        assertThat(ask.post(path, "{}", json)).startsWith("HTTP/1.1 403");
        assertThat(ask.post(path, "{}", json + "Origin: https://evil.example\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(ask.post(path, "{}", json + "Origin: null\r\n")).startsWith("HTTP/1.1 403");
        assertThat(ask.post(path, "{}", json + "Origin: http://localhost:1\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(ask.post(
                        path,
                        "{}",
                        "Content-Type: text/plain\r\nOrigin: http://localhost:" + dashboard.port() + "\r\n"))
                .startsWith("HTTP/1.1 415");
        assertThat(ask.post("/api/runs/" + ID, "{}", ask.ownPage())).startsWith("HTTP/1.1 404");
        assertThat(ask.send("DELETE /api/runs/" + ID + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 40[45] .*");
        assertThat(folder.resolve("runs").resolve(ID)).exists();
    }

    @Test
    void answers_haveAStrictPolicy() throws IOException {
        for (String path : List.of("/", "/api/runs", "/api/runs/none", "/page/main.js")) {
            assertThat(ask.get(path))
                    .contains(
                            "default-src 'none'; script-src 'self'; style-src 'self'",
                            "nosniff",
                            "frame-ancestors 'none'")
                    .doesNotContain("Access-Control-Allow-Origin");
        }
    }

    @Test
    void names_withMarkupControlsAndOtherDirections_staySingleTexts() throws IOException {
        String name = "<img src=x onerror=alert(1)>\u202e\"quoted\"\u0007";
        Path run = runs.finished("20260105-000000-named-0005", "x");
        Files.writeString(
                run.resolve("notes.json"),
                "{\"tags\":[\"<b>\"],\"note\":\"</script><script>alert(1)</script>\",\"archived\":false}");
        Files.writeString(
                run.resolve("experiment.yaml"), "name: \"<img src=x onerror=alert(1)>\\u202e\\\"quoted\\\"\\u0007\"\n");

        String answer = ask.get("/api/runs/20260105-000000-named-0005");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Type: application/json", "<img src=x");
        assertThat(answer).doesNotContain("\u0007").contains("\\u0007");
        assertThat(name).startsWith("<img");
    }

    @Test
    void figures_thatAreNotFinite_arePassedOn() throws IOException {
        Path run = runs.finished("20260106-000000-nan-0006", "nan");
        RunsFixture.epoch(run, 3, "\"NaN\"");
        RunsFixture.epoch(run, 4, "\"Infinity\"");

        assertThat(ask.get("/api/runs/20260106-000000-nan-0006"))
                .contains("\"training.loss\":[0.9,0.5,\"NaN\",\"Infinity\"]");
    }

    @Test
    void figures_oneHundredThousandNames_areDrawnInPart() throws IOException {
        Path run = runs.finished("20260107-000000-many-0007", "many");
        StringBuilder line = new StringBuilder("{\"epoch\":3,\"training_loss\":1,\"validation_loss\":1,");
        for (int i = 0; i < 100_000; i++) {
            line.append("\"validation_figure").append(i).append("\":").append(i).append(',');
        }
        RunsFixture.metrics(
                run,
                line.append("\"learning_rate\":1,\"gradient_norm\":1,\"best\":true}\n")
                        .toString());

        assertThat(ask.get("/api/runs/20260107-000000-many-0007"))
                .startsWith("HTTP/1.1 200")
                .contains("\"names\":100004")
                .hasSizeLessThan(1 << 20);
        assertThat(ask.get("/api/runs/20260107-000000-many-0007?figures=figure99999"))
                .contains("validation.figure99999");
        assertThat(ask.get("/api/runs")).startsWith("HTTP/1.1 200").hasSizeLessThan(1 << 20);
    }

    @Test
    void run_halfCopied_isShownWithReasons() throws IOException {
        Path torn = runs.finished("20260108-000000-torn-0008", "torn");
        Files.writeString(torn.resolve("status.json"), "{\"state\":\"fin");
        Files.writeString(torn.resolve("results.json"), "{\"best_epoch\":");
        Files.writeString(torn.resolve("provenance.json"), "[]");
        RunsFixture.metrics(torn, "{\"epoch\":3,\"trai");
        Files.createDirectories(folder.resolve("runs/20260109-000000-empty-0009"));

        assertThat(ask.get("/api/runs/20260108-000000-torn-0008"))
                .startsWith("HTTP/1.1 200")
                .contains("\"state\":\"damaged\"", "results.json cannot be read", "\"epochs\":[1,2]");
        assertThat(ask.get("/api/runs")).contains("torn-0008", "empty-0009", "\"damaged\":1");
    }

    @Test
    void start_otherThanLoopback_needsTheToken() throws IOException {
        try (Dashboard open = Dashboard.start(folders(), "0.0.0.0", 0, (run, examples, top) -> List.of())) {
            Asking other = new Asking(open.port());
            String token = open.address().substring(open.address().indexOf("token="));

            assertThat(other.get("/api/runs")).startsWith("HTTP/1.1 401").doesNotContain(ID);
            assertThat(other.get("/api/runs?token=wrong")).startsWith("HTTP/1.1 401");
            String answer = other.get("/?" + token);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("HttpOnly", "SameSite=Strict");
            assertThat(other.send("GET /api/runs HTTP/1.1\r\nHost: some.machine\r\nCookie: sluice_" + token
                            + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void studies_folderIsMissing_listIsEmpty() throws IOException {
        assertThat(ask.get("/api/studies")).contains("{\"studies\":[]}");
        assertThat(ask.get("/api/studies/none")).startsWith("HTTP/1.1 404").contains("there is no study 'none'");
    }

    @Test
    void models_listTheExportedOnes() throws IOException {
        runs.running("20260110-000000-running-000a");

        assertThat(ask.get("/api/models"))
                .contains(ID, "\"export.passed\":\"true\"")
                .doesNotContain("running-000a");
        assertThat(ask.post("/api/runs/" + ID + "/model", "{\"tokens\":\"abc\"}", ask.ownPage()))
                .startsWith("HTTP/1.1 400")
                .contains("has no model.onnx");
    }
}
