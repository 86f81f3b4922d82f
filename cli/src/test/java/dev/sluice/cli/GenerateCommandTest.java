package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Language models and models of frames, from a file to what they write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GenerateCommandTest {
    private static final String MODEL = """
            model:
              embedding: {size: 8}
              encoder: {cell: gru, hidden: 16}
              head: {at: every_step}
            train:
              epochs: 4
              batch_size: 4
              optimizer: {name: adam, options: {learning_rate: 0.02}}
            """;

    private Path folder = Path.of("replaced");
    private String runs = "";

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        Files.writeString(folder.resolve("song.txt"), "row, row, row your boat\ngently down the stream\n".repeat(40));
        experiment("letters", """
                data:
                  source: {name: text-stream, options: {file: song.txt}}
                  next: true
                  stream: {steps: 20, random_start: true}
                """ + MODEL);
        experiment("words", """
                data:
                  source: {name: text-stream, options: {file: song.txt, end_of_line: <eos>}}
                  text: {unit: word}
                  next: true
                  stream: {steps: 10}
                """ + MODEL);
        StringBuilder tunes = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            tunes.append("{\"steps\": [[60, 64], [62], [64, 100], [], [60]")
                    .append(", [62]".repeat(i % 5))
                    .append("]}\n");
        }
        Files.writeString(folder.resolve("tunes.jsonl"), tunes);
        experiment("tunes", """
                data:
                  source: {name: frames, options: {file: tunes.jsonl}}
                model:
                  encoder: {cell: gru, hidden: 16}
                  head: {at: every_step}
                train:
                  epochs: 20
                  batch_size: 4
                  loss: {name: binary-cross-entropy, options: {columns: sum}}
                  metrics: [nll]
                  optimizer: {name: adam, options: {learning_rate: 0.02}}
                export: {name: onnx, options: {streaming: true}}
                """);
    }

    private void experiment(String name, String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), "name: " + name + "\n" + yaml);
        Answer answer = Answer.of("run", file.toString(), "--runs", runs, "--quiet");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    private Answer generate(String run, String... options) {
        List<String> command = new ArrayList<>(List.of("generate", run, "--runs", runs));
        command.addAll(Arrays.asList(options));
        return Answer.of(command.toArray(String[]::new));
    }

    @Test
    void generate_text_goesOnFromThePrompt() {
        Answer answer = generate("letters", "--prompt", "row, row, row you", "--temperature", "0", "--length", "6");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().strip()).startsWith("row, row, row your boat");
    }

    @Test
    void generate_sameSeed_isTheSame() {
        String one = generate("letters", "--prompt", "r", "--seed", "5", "--top-k", "4", "--top-p", "0.9")
                .out();
        assertThat(generate("letters", "--prompt", "r", "--seed", "5", "--top-k", "4", "--top-p", "0.9")
                        .out())
                .isEqualTo(one);
        assertThat(generate("letters", "--prompt", "r", "--seed", "6", "--temperature", "2")
                        .out())
                .isNotEqualTo(one);
    }

    @Test
    void generate_registeredModel_writesWhatItsRunWrites() {
        String models = folder.resolve("models").toString();
        assertThat(Answer.of("models", "add", "song", run("words").toString(), "--runs", runs, "--models", models)
                        .err())
                .isEmpty();

        Answer answer = Answer.of("generate", "models:song", "--models", models, "--prompt", "row", "--length", "5");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .isEqualTo(generate("words", "--prompt", "row", "--length", "5").out());
    }

    @Test
    void run_streamShorterThanItsRows_isRefusedAndLeavesNoRun() throws IOException {
        String others = folder.resolve("others").toString();
        Answer answer = Answer.of(
                "run", folder.resolve("letters.yaml").toString(), "--runs", others, "--set", "train.batch_size=5000");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains("a stream must have at least a step for each of 5000 rows")
                .contains("of which data.stream.random_start leaves up to 19 out");
        assertThat(new Runs(Path.of(others)).list()).isEmpty();
    }

    @Test
    void generate_unknownCharacters_areTold() {
        Answer answer = generate("letters", "--prompt", "r\u05d0\u05d0w", "--length", "3");
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).contains("does not know").containsOnlyOnce("\u05d0");
    }

    @Test
    void export_languageModel_hasTheFiguresOfItsRun() throws IOException {
        Run run = new Runs(Path.of(runs)).find("-letters-");
        double measured = run.metrics().stream()
                .filter(EpochReport::best)
                .reduce((before, after) -> after)
                .orElseThrow()
                .validation()
                .loss();

        Answer answer = Answer.of(
                "export",
                run.path().toString(),
                "--out",
                folder.resolve("again").toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        JsonNode proof = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("again").resolve("proof.json")))
                .path("validation");
        assertThat(proof.path("file").path("loss").asDouble()).isCloseTo(measured, within(1e-5));
    }

    private Path run(String name) {
        return new Runs(Path.of(runs)).find("-" + name + "-").path();
    }

    private String program(String run, String language) throws IOException {
        Answer answer = Answer.of("show", run(run).resolve("model.step.onnx").toString(), "--code", language);
        assertThat(answer.err()).isEmpty();
        return answer.out();
    }

    @Test
    void show_codeOfAStep_isAProgramThatWrites() throws Exception {
        String program = program("letters", "java")
                .replace("PROMPT = List.of()", "PROMPT = List.of(\"r\", \"o\", \"w\", \",\", \" \", \"r\")")
                .replace("LENGTH = 100", "LENGTH = 5")
                .replace("TEMPERATURE = 0.8", "TEMPERATURE = 0.01");
        // So cold that the likeliest is drawn.
        Answer likeliest = generate("letters", "--prompt", "row, r", "--temperature", "0", "--length", "5");
        assertThat(ShownProgram.run(folder, program).strip())
                .isEqualTo(likeliest.out().strip());
        for (String language : List.of("python", "javascript")) {
            assertThat(program("words", language))
                    .contains("model.step.onnx", "\"probabilities\"", "vocabulary")
                    .doesNotContain("@");
        }
    }

    @Test
    void generate_emptyPromptAndStop_writesALine() {
        Answer answer = generate("letters", "--temperature", "0", "--length", "100", "--stop", "\n");
        assertThat(answer.out().strip()).doesNotContain("\n").matches(".*(your boat|the stream)");
    }

    @Test
    void generate_words_areSeparated() {
        Answer answer = generate("words", "--prompt", "gently down", "--temperature", "0", "--stop", " <eos>");
        assertThat(answer.out().strip()).isEqualTo("gently down the stream");
    }

    @Test
    void generate_frames_areJson() throws IOException {
        Answer answer = generate("tunes", "--prompt", "[[60, 64], [62]]", "--temperature", "0", "--length", "2");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().strip()).isEqualTo("{\"steps\":[[60,64],[62],[64,100],[]]}");
        Path file = Files.writeString(folder.resolve("begin.json"), answer.out());
        assertThat(generate("tunes", "--prompt-file", file.toString(), "--length", "3", "--seed", "2")
                        .out())
                .startsWith("{\"steps\":[[60,64],[62],[64,100],[],");
    }

    @Test
    void generate_mistakes_areSaid() {
        assertThat(generate("letters", "--length", "0").err())
                .contains("--length must be from 1 to 1000000, but was 0");
        assertThat(generate("letters", "--top-p", "1.5").err()).contains("--top-p must be above 0 and at most 1");
        assertThat(generate("letters", "--prompt-file", "nothing.txt").err()).contains("there is no file nothing.txt");
        assertThat(generate("tunes", "--prompt", "[[7]]").err())
                .contains("frame 0")
                .contains("has 7");
        assertThat(generate("tunes", "--prompt", "no json").err()).contains("frames as JSON");
        assertThat(generate("letters", "--stop", "").err()).contains("a --stop must be a text that is not empty");
        assertThat(generate("letters", "--seed", "99999999999999999999").err())
                .contains("'--seed': must be a whole number from -9223372036854775808 to 9223372036854775807");
    }

    @Test
    void generate_framesWithOptionsOfSymbols_isAUsageError() {
        for (List<String> option :
                List.of(List.of("--top-k", "3"), List.of("--top-p", "0.5"), List.of("--stop", "a"))) {
            Answer answer = generate("tunes", option.toArray(String[]::new));
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err())
                    .contains("--top-k, --top-p and --stop choose among symbols that exclude each other")
                    .contains("leave them out")
                    .doesNotContain("fault of Sluice");
        }
    }

    @Test
    void generate_promptThatIsNoFrames_isRefusedWithTheForm() {
        for (String prompt : List.of("[60]", "[[60]] [[62]]", "[[", "60", "{\"frames\": []}", "[[true]]", "[[[60]]]")) {
            Answer answer = generate("tunes", "--prompt", prompt);
            assertThat(answer.code()).as(prompt).isEqualTo(2);
            assertThat(answer.err())
                    .as(prompt)
                    .contains("such as [[60, 64], [62]]")
                    .doesNotContain("Feature");
        }
        assertThat(generate("tunes", "--prompt", "[[60, 60]]").err()).contains("frame 0 names 60 twice");
    }

    @Test
    void promptFile_noTextInUtf8_isRefusedWithItsPlace() throws IOException {
        Path broken = Files.write(folder.resolve("broken.txt"), new byte[] {'r', '\n', (byte) 0xFF, '\n'});
        assertThat(generate("letters", "--prompt-file", broken.toString()).err())
                .contains("broken.txt:2: the line must be UTF-8")
                .contains("iconv");
        Answer answer = generate("letters", "--prompt-file", folder.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("is a folder; name a file in it");
    }

    @Test
    void promptFile_endOfLine_isPartOfThePrompt() throws IOException {
        Path prompt = Files.writeString(folder.resolve("prompt.txt"), "\uFEFFrow\n\n");
        assertThat(generate("letters", "--prompt-file", prompt.toString(), "--length", "1")
                        .out())
                .startsWith("row\n\n");
    }

    @Test
    void generate_withoutAStepModel_namesTheCommandThatWritesIt() throws IOException {
        Path step = run("tunes").resolve("model.step.onnx");
        Path away = Files.move(step, folder.resolve("away.onnx"));
        try {
            assertThat(generate("tunes").err())
                    .contains("there is no model.step.onnx", "'sluice export RUN --streaming'");
            Answer export = Answer.of("export", "tunes", "--runs", runs, "--streaming");
            assertThat(export.code()).as(export.err()).isZero();
            assertThat(generate("tunes", "--length", "1").code()).isZero();
        } finally {
            Files.move(away, step, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
