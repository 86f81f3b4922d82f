package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A model that reads texts off the steps of series, from single series in a file to texts by its exported file. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptTest {
    private static final List<double[]> SHAPES =
            List.of(new double[] {1, 1, -1}, new double[] {-1, 1, 1}, new double[] {1, -1, 1});

    private Path folder = Path.of("replaced");
    private String runs = "";

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        StringBuilder rows = new StringBuilder("c1,c2,c3,class\n");
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 600; i++) {
            int shape = random.nextInt(3);
            for (double value : SHAPES.get(shape)) {
                rows.append(String.format(Locale.ROOT, "%.2f,", value + 0.01 * (i % 9)));
            }
            rows.append("abc".charAt(shape)).append('\n');
        }
        Files.writeString(folder.resolve("shapes.csv"), rows);
        Answer answer = Answer.of("run", write("shapes", "").toString(), "--runs", runs, "--quiet");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    private Path write(String name, String train) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                data:
                  source:
                    name: joined
                    options:
                      source: {name: csv, options: {file: shapes.csv, layout: rows, features: [c1, c2, c3], labels: [class]}}
                      fewest: 2
                      most: 4
                model:
                  encoder: {cell: gru, hidden: 16, direction: bidirectional}
                  head: {at: every_step}
                train:
                  epochs: 30
                  batch_size: 8
                  loss: ctc
                  writing: {metrics: [character-error-rate, exact-match]}
                  optimizer: {name: adam, options: {learning_rate: 0.02}}
                  early_stopping: {metric: character-error-rate}
                  %s
                export: onnx
                """.formatted(name, train));
    }

    private static String series(int... shapes) {
        StringBuilder lines = new StringBuilder();
        for (int shape : shapes) {
            for (double value : SHAPES.get(shape)) {
                lines.append(value).append('\n');
            }
        }
        return lines.toString();
    }

    @Test
    void predict_series_printsItsText() {
        Answer answer = Answer.of(
                "predict", "shapes", "--runs", runs, "--input", "features=" + series(0, 2, 2, 1), "--top", "1");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().strip()).endsWith("%  accb");
    }

    @Test
    void generate_pointsToPredict() {
        Answer answer = Answer.of("generate", "shapes", "--runs", runs);

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("this one does not; take 'sluice predict ");
    }

    @Test
    void predict_file_givesATextForEachSeries() throws IOException {
        Path file = Files.writeString(folder.resolve("new.csv"), "c1,c2,c3\n1,1,-1\n-1,1,1\n1,-1,1\n1,1,-1\n");
        Path out = folder.resolve("new.out.csv");

        Answer answer =
                Answer.of("predict", "shapes", "--runs", runs, "--file", file.toString(), "--out", out.toString());

        assertThat(answer.err()).isEmpty();
        assertThat(Files.readString(out)).startsWith("example,prediction,probability\n");
        assertThat(Files.readAllLines(out)).hasSizeBetween(2, 3);
    }

    @Test
    void run_folder_hasTheTextsAndTheFigures() throws IOException {
        Path run = new Runs(Path.of(runs)).find("-shapes-").path();
        assertThat(Files.readString(run.resolve("written.jsonl"))).contains("\"reference\":\"");
        assertThat(Files.readString(run.resolve("results.json")))
                .contains("character-error-rate")
                .contains("exact-match");
    }

    @Test
    void run_whatCtcCannotJudge_isRefused() throws IOException {
        assertThat(refusal("pieces", "truncated_bptt_steps: 4"))
                .contains("the loss ctc judges whole sequences, but truncated_bptt_steps cuts them into pieces of 4");
        assertThat(refusal("single", "metrics: [accuracy]"))
                .contains("accuracy compares the labels of single steps")
                .contains("character-error-rate");
        assertThat(refusal("once", "epochs_: 1")).contains("epochs");
        Path once = Files.writeString(
                folder.resolve("end.yaml"),
                Files.readString(write("end", "")).replace("head: {at: every_step}", "head: {at: end}"));
        assertThat(Answer.of("run", once.toString(), "--runs", runs, "--quiet").err())
                .contains("set at: every_step");
    }

    @Test
    void run_textsThatCannotBeRead_areRefusedWithFileAndLine() throws IOException {
        StringBuilder right = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            right.append("{\"x\": [").append(i).append(", 2, 3, 4], \"said\": \"ab\"}\n");
        }
        assertThat(lines(right + "{\"x\": [1, 2], \"said\": \"aba\"}\n"))
                .contains("said.jsonl, line 10")
                .contains("3 for this one of 3, but the example has 2");
        assertThat(lines(right + "{\"x\": [1, 2, 3], \"said\": \"aab\"}\n"))
                .contains("line 10")
                .contains("one for the blank between two that are the same: 4 for this one of 3");
        assertThat(lines(right + "{\"x\": [1, 2, 3], \"said\": \"\"}\n"))
                .contains("line 10")
                .contains("is empty");
    }

    private String lines(String content) throws IOException {
        Files.writeString(folder.resolve("said.jsonl"), content);
        Path experiment = Files.writeString(folder.resolve("said.yaml"), """
                name: said
                data:
                  source: {name: json-lines, options: {file: said.jsonl, features: [x], transcript: said}}
                model: {head: {at: every_step}}
                train: {epochs: 1, loss: ctc}
                """);
        Answer answer = Answer.of("run", experiment.toString(), "--runs", runs, "--quiet");
        assertThat(answer.code()).isNotZero();
        return answer.err();
    }

    private String refusal(String name, String train) throws IOException {
        Answer answer = Answer.of("run", write(name, train).toString(), "--runs", runs, "--quiet");
        assertThat(answer.code()).isNotZero();
        return answer.err();
    }
}
