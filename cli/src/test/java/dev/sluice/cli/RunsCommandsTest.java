package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the runs of a folder: lists, differences, repetitions, notes, deletion. */
final class RunsCommandsTest {
    @TempDir
    private Path folder;

    private String runs = "";

    @BeforeEach
    void trainTwice() throws IOException {
        runs = folder.resolve("runs").toString();
        Examples.writeTexts(folder.resolve("texts.csv"));
        String experiment = Examples.writeExperiment(folder).toString();
        for (String seed : List.of("1", "2")) {
            Answer run = Answer.of("run", experiment, "--runs", runs, "--set", "seed=" + seed, "--set", "export=none");
            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    @Test
    void runs_filteredSortedAndInColumns() {
        assertThat(lines("runs", "--where", "seed=2"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("finished"));
        assertThat(lines("runs", "--columns", "seed,cell", "--sort", "seed", "--descending"))
                .satisfiesExactly(
                        head -> assertThat(head.split(" +")).containsExactly("id", "seed", "cell"),
                        two -> assertThat(two.split(" +")).contains("2"),
                        one -> assertThat(one.split(" +")).contains("1"));
        assertThat(lines("runs", "--csv", "--columns", "seed,test.examples"))
                .first()
                .isEqualTo("seed,test.examples");
        assertThat(lines("runs", "--json", "--last", "1"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith("{").contains("\"seed\":2", "\"state\":\"finished\""));
        assertThat(lines("runs", "--where", "seed=3")).containsExactly("None of the 2 runs match.");
    }

    @Test
    void report_andCompare_writeFilesThatHoldTheRuns() throws IOException {
        List<String> ids = new Runs(Path.of(runs)).list().stream().map(Run::id).toList();
        String comparison = folder.resolve("comparison.html").toString();

        String page = lines("report", ids.getFirst()).getFirst();
        assertThat(Files.readString(Path.of(page)))
                .contains(ids.getFirst(), "\"training.loss\":[", "data:image/png;base64,");

        String picture = folder.resolve("comparison.png").toString();
        assertThat(lines("compare", ids.getFirst(), "--where", "seed>0", "--out", comparison, "--png", picture))
                .containsExactly(comparison, picture);
        assertThat(ImageIO.read(Path.of(picture).toFile()).getWidth()).isPositive();
        assertThat(Files.readString(Path.of(comparison)))
                .contains("\"name\":\"seed\",\"values\":[\"1\",\"2\"]")
                .contains(ids);
        Answer none = Answer.of("compare", "--runs", runs, "--where", "seed=3");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("no run fulfils seed=3");
    }

    @Test
    void ui_portThatIsTaken_isRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            Answer answer = Answer.of("ui", "--runs", runs, "--port", String.valueOf(taken.getLocalPort()));

            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err()).contains("cannot be listened on", "--port");
        }
    }

    @Test
    void runs_misspeltName_isRefusedWithASuggestion() {
        Answer answer = Answer.of("runs", "--runs", runs, "--where", "sed=2");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("no run has 'sed'; did you mean 'seed'?");
    }

    @Test
    void run_sameExperimentAgain_isRefusedUnlessForced() throws IOException {
        String experiment = folder.resolve("experiment.yaml").toString();
        String[] again = {"run", experiment, "--runs", runs, "--set", "seed=2", "--set", "export=none", "--quiet"};
        String second = new Runs(Path.of(runs)).list().getLast().id();

        Answer refused = Answer.of(again);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("this exact experiment has already been run: " + second, "--force");
        assertThat(lines("runs")).hasSize(2);

        String[] forced = Arrays.copyOf(again, again.length + 1);
        forced[again.length] = "--force";
        assertThat(Answer.of(forced).code()).isZero();
        assertThat(lines("runs")).hasSize(3);

        Files.writeString(folder.resolve("texts.csv"), Files.readString(folder.resolve("texts.csv")) + "aabb,b\n");
        assertThat(Answer.of(again).code())
                .as("other data are another experiment")
                .isZero();
    }

    @Test
    void diff_twoSeeds_showsTheSeedAndWhereTheTrainingsPart() {
        List<Run> both = new Runs(Path.of(runs)).list();

        Answer diff = Answer.of("diff", both.getFirst().id(), both.getLast().id(), "--runs", runs);

        assertThat(diff.code()).isZero();
        assertThat(diff.out())
                .contains(
                        "< " + both.getFirst().id(),
                        "Options",
                        "seed  1  2",
                        "The trainings first differ in epoch 1: training.loss is ");
        assertThat(Answer.of("diff", "latest", "latest", "--runs", runs).out()).contains("Nothing differs.");
    }

    @Test
    void rerun_sameRun_saysEqual_andExitsWithOneIfNot() throws IOException {
        Answer same = Answer.of("rerun", "--runs", runs, "--quiet");
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.out()).contains("Equal to ", "the figures of all epochs, the weights and the results");

        Run latest = new Runs(Path.of(runs)).find("latest");
        Path metrics = latest.file(RunFile.METRICS);
        Files.writeString(
                metrics, Files.readString(metrics).replaceFirst("\"training_loss\":[0-9.]+", "\"training_loss\":7.0"));
        Answer other = Answer.of("rerun", "--runs", runs, "--quiet");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out())
                .contains(
                        "Different from " + latest.id(),
                        "The trainings first differ in epoch 1: training.loss is 7.0 and ");
    }

    @Test
    void note_tagsTextAndArchive_areKeptAndListed() {
        assertThat(Answer.of(
                                "note", "latest", "--tag", "paper", "--tag", "x", "--untag", "x", "--text", "try two",
                                "--runs", runs)
                        .out())
                .contains("#paper", "try two");
        assertThat(lines("runs", "--where", "tags~paper"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).endsWith("#paper"));
        assertThat(Answer.of("show", "latest", "--runs", runs).out())
                .contains("tags        paper", "note        try two");

        assertThat(Answer.of("note", "latest", "--archive", "--runs", runs).out())
                .contains("(archived)");
        assertThat(lines("runs")).hasSize(1);
        assertThat(lines("runs", "--all")).hasSize(2);
        assertThat(Answer.of("note", "latest", "--no-archive", "--runs", runs).out())
                .doesNotContain("(archived)");
        assertThat(lines("runs")).hasSize(2);
    }

    @Test
    void card_finishedRun_saysWhatTheModelIs() throws IOException {
        Path file = folder.resolve("card.md");

        assertThat(Answer.of("card", "latest", "--runs", runs, "--out", file.toString())
                        .code())
                .isZero();

        Run latest = new Runs(Path.of(runs)).find("latest");
        String loss = String.format(
                "%.4f", latest.results().orElseThrow().test().scores().loss());
        assertThat(file)
                .content()
                .startsWith("# small\n")
                .contains(
                        "| input | `tokens` | a text of up to 256 symbols, from a vocabulary of ",
                        "2 classes: a, b |",
                        "| loss | " + loss + " |",
                        "| `model.encoder.cell` | gru |",
                        "Nothing was exported.",
                        "sluice rerun " + latest.id());
    }

    @Test
    void delete_withoutAnAnswer_deletesNothing_andWithYesAll() {
        Answer refused = Answer.of("delete", "latest", "--runs", runs);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("add --yes");
        assertThat(lines("runs")).hasSize(2);

        assertThat(Answer.of("delete", "latest", "--yes", "--runs", runs).out()).startsWith("Deleted ");
        assertThat(lines("runs")).hasSize(1);
    }

    private List<String> lines(String... command) {
        String[] whole = Arrays.copyOf(command, command.length + 2);
        whole[command.length] = "--runs";
        whole[command.length + 1] = runs;
        Answer answer = Answer.of(whole);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out().lines().toList();
    }
}
