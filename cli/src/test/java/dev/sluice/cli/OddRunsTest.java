package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on runs whose names, notes and figures somebody else has chosen. */
final class OddRunsTest {
    private static final String ID = "20260101-000000-odd-0001";
    private static final String OTHER = "20260102-000000-other-0002";

    @TempDir
    private Path folder;

    private Path runs = Path.of("");

    @BeforeEach
    void write() throws IOException {
        runs = folder.resolve("runs");
        run(ID, "../../<b>\\u202e \\u0007 \\\"quoted\\\"");
        run(OTHER, "other");
    }

    private Path run(String id, String name) throws IOException {
        Path run = Files.createDirectories(runs.resolve(id));
        Files.writeString(run.resolve("status.json"), "{\"state\":\"finished\",\"process\":1}");
        Files.writeString(run.resolve("experiment.yaml"), "name: \"" + name + "\"\nseed: 1\n");
        Files.writeString(
                run.resolve("notes.json"),
                "{\"tags\":[\"\\u202e<b>\",\"a\\u0007b\"],\"note\":\"x\\u001b[31m\",\"archived\":false}");
        Files.writeString(run.resolve("metrics.jsonl"), epoch(""));
        return run;
    }

    private static String epoch(String more) {
        return "{\"epoch\":1,\"training_loss\":\"NaN\",\"validation_loss\":\"Infinity\"," + more
                + "\"learning_rate\":0.1,\"gradient_norm\":\"-Infinity\",\"best\":true}\n";
    }

    private Answer ask(String... words) {
        return Answer.of(words);
    }

    /** Each command that shows runs. */
    private List<Answer> shown() {
        String place = runs.toString();
        String out = folder.resolve("comparison.html").toString();
        return List.of(
                ask("runs", "--runs", place),
                ask("runs", "--runs", place, "--columns", "name,tags,note,validation.loss"),
                ask("runs", "--runs", place, "--csv"),
                ask("runs", "--runs", place, "--json"),
                ask("show", ID, "--runs", place),
                ask("diff", ID, OTHER, "--runs", place),
                ask("report", ID, "--runs", place),
                ask("compare", ID, OTHER, "--runs", place, "--out", out));
    }

    @Test
    void names_withControlAndDirectionCharacters_reachNoTerminal() {
        for (Answer answer : shown()) {
            assertThat(answer.err()).isEmpty();
            assertThat(answer.code()).isZero();
            assertThat(answer.out()).doesNotContain("\u0007", "\u001b", "\u202e");
        }
        assertThat(ask("show", ID, "--runs", runs.toString()).out()).contains("a\\u0007b");
        assertThat(runs.resolve(ID).resolve("report.html"))
                .content()
                .contains("<title>../../&lt;b>\\u202e \\u0007 \"quoted\"")
                .doesNotContain("\u0007");
    }

    @Test
    void figures_oneHundredThousandAndNoneFinite_areListed() throws IOException {
        StringBuilder figures = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            figures.append("\"validation_figure").append(i).append("\":\"NaN\",");
        }
        Files.writeString(runs.resolve(ID).resolve("metrics.jsonl"), epoch(figures.toString()));

        for (Answer answer : shown()) {
            assertThat(answer.err()).isEmpty();
            assertThat(answer.code()).isZero();
        }
        assertThat(ask("show", ID, "--runs", runs.toString()).out()).hasSizeLessThan(20_000);
    }

    @Test
    void runs_pathOutOfTheFolder_isNoRun() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "secret of the machine");

        for (String name : List.of("..", "../..", "../secret.txt", "/etc/passwd", "", "\u0000", ID + "/../..")) {
            Answer answer = ask("delete", name, "--yes", "--runs", runs.toString());
            assertThat(answer.code()).as(name).isNotZero();
            assertThat(answer.err()).as(name).doesNotContain("\tat ", "secret of");
        }
        assertThat(folder.resolve("secret.txt")).exists();
        assertThat(runs.resolve(ID)).exists();
    }
}
