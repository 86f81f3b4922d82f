package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.dashboard.Dashboard;
import dev.sluice.dashboard.store.Folders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Models whose texts are cut by the tokenizer of a plugin, pieces of two characters, used by each command through their exported files. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginTokenizerTest {
    private static final List<String> PIECES = List.of("aa", "bb", "cc", "dd");

    private Path folder = Path.of("replaced");
    private String runs = "";

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        Path project = folder.resolve("pieces");
        Answer.of("plugin", "new", "pieces", "--kind", "tokenizer", "--folder", project.toString());
        BuiltProject.build(project, "pieces");
        StringBuilder pairs = new StringBuilder();
        StringBuilder tagged = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            List<String> pieces = List.of(PIECES.get(i % 4), PIECES.get(i / 4 % 4), PIECES.get(i / 16));
            String joined = String.join("", pieces);
            pairs.append(joined)
                    .append('\t')
                    .append(joined.toUpperCase(Locale.ROOT))
                    .append('\n');
            pieces.forEach(piece -> tagged.append(piece).append(piece.equals("bb") ? " B-x\n" : " O\n"));
            tagged.append('\n');
            text.append(joined);
        }
        Files.writeString(folder.resolve("pairs.tsv"), pairs);
        Files.writeString(folder.resolve("tagged.conll"), tagged);
        Files.writeString(folder.resolve("text.txt"), text);
        run("pairs", "{name: parallel, options: {pairs: pairs.tsv}}", "", """
                  embedding: {size: 8}
                  encoder: {cell: gru, hidden: 16}
                  decoder: {cell: gru, hidden: 16, embedding: {size: 8}, attention: general}
                """, 60, "");
        run(
                "tags",
                "{name: conll, options: {file: tagged.conll}}",
                "",
                """
                  embedding: {size: 8}
                  encoder: {cell: gru, hidden: 8, direction: bidirectional}
                  head: {at: every_step}
                """,
                20,
                "loss: {name: crf, options: {scheme: bio}}");
        run(
                "language",
                "{name: text-stream, options: {file: text.txt}}",
                "next: true\n  stream: {steps: 8}",
                """
                  embedding: {size: 4}
                  encoder: {cell: gru, hidden: 8}
                  head: {at: every_step}
                """,
                1,
                "");
    }

    private void run(String name, String source, String data, String model, int epochs, String train)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), """
                name: NAME
                plugins: [pieces/target/pieces.jar]
                data:
                  source: SOURCE
                  text: {unit: pieces}
                  DATA
                model:
                MODEL
                train:
                  epochs: EPOCHS
                  batch_size: 4
                  optimizer: {name: adam, options: {learning_rate: 0.02}}
                  TRAIN
                pictures: false
                """.replace("NAME", name)
                .replace("SOURCE", source)
                .replace("DATA", data)
                .replace("MODEL", model)
                .replace("EPOCHS", String.valueOf(epochs))
                .replace("TRAIN", train));
        Answer answer = Answer.of("run", file.toString(), "--runs", runs, "--quiet");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    private Answer ask(String command, String run, String... more) {
        List<String> words = new ArrayList<>(List.of(command, run, "--runs", runs));
        words.addAll(List.of(more));
        Answer answer = Answer.of(words.toArray(String[]::new));
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        return answer;
    }

    @Test
    void translate_text_isCutAndPutTogetherByThePlugin() {
        assertThat(ask("translate", "pairs", "--text", "aaccdd").out()).isEqualTo("AACCDD\n");
    }

    @Test
    void tag_text_isCutByThePlugin() {
        assertThat(ask("tag", "tags", "--text", "aabbcc").out()).isEqualTo("aa\tO\nbb\tB-x\ncc\tO\n\n");
    }

    @Test
    void generate_prompt_isCutByThePlugin() {
        String written = ask("generate", "language", "--prompt", "aabb", "--length", "6", "--seed", "1")
                .out();

        assertThat(written.strip()).hasSize(16).startsWith("aabb");
    }

    @Test
    void explain_translatorAndTagger_haveAColumnForEachPiece() throws IOException {
        for (String run : List.of("pairs", "tags")) {
            Path out = folder.resolve("explained-" + run);
            ask("explain", run, "--text", "aaccbb", "--out", out.toString());
            assertThat(Files.readString(out.resolve("explanation.json"))).contains("\"aa\"", "\"cc\"", "\"bb\"");
        }
    }

    @Test
    void form_ofTheDashboard_isCutByThePlugin() throws Exception {
        Registry registry = Plugins.load(folder.resolve("none"), List.of(folder.resolve("pieces/target/pieces.jar")));
        Predictor predictor = Components.withDefaults(registry.lookup(Predictor.class, "onnx"), registry);
        Folders folders = new Folders(Path.of(runs), folder.resolve("studies"), folder.resolve("models"));
        String id = new Runs(Path.of(runs)).find("tags").id();
        try (Dashboard dashboard = Dashboard.start(folders, "localhost", 0, predictor);
                HttpClient client = HttpClient.newHttpClient()) {
            String page = "http://localhost:" + dashboard.port();
            HttpRequest request = HttpRequest.newBuilder(URI.create(page + "/api/runs/" + id + "/model"))
                    .header("Content-Type", "application/json")
                    .header("Origin", page)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"tokens\": \"aabbcc\"}"))
                    .build();

            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            // One answer for each of the three pieces.
            assertThat(answer.body().split("\"label\":\"B-x\"", -1)).hasSize(4);
        }
    }
}
