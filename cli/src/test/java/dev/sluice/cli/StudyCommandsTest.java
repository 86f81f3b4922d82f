package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.tuning.journal.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on studies that are there: show, studies, join, resume. */
final class StudyCommandsTest {
    @TempDir
    private Path folder;

    private SmallStudies small;

    @BeforeEach
    void write() throws IOException {
        small = new SmallStudies(folder);
    }

    @Test
    void trials_areRunsLikeAnyOther() throws IOException {
        small.tune("runs", "--set", "export=none");
        int winner = small.study("runs").best().getFirst().number();
        Path other = small.trial("runs", winner == 0 ? 1 : 0);

        assertThat(Answer.of("show", other.toString()).out()).contains("trained", "epoch 3", "to resume");
        Answer predict = Answer.of("predict", other.toString(), "--text", "abab");
        assertThat(predict.err()).isEmpty();
        assertThat(predict.out()).containsPattern("\\d\\d\\.\\d\\d %  [ab]");
        assertThat(other.resolve("model.onnx")).doesNotExist();
        Answer resume = Answer.of("resume", other.toString());
        assertThat(resume.code()).isZero();
        assertThat(resume.out())
                .contains("Continuing after 3 epochs", "Training finished", "test examples")
                .doesNotContain("epoch 1/3");
        assertThat(new Run(other).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void show_aStudyUnderWay_writesItsReportAnew() throws IOException {
        small.tune("under-way", "--set", "export=none", "--trials", "4");
        Path journal = onlyJournal("under-way");
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        Path report = folder.resolve("studies/under-way/report.html");
        Files.writeString(report, "older");
        Files.delete(folder.resolve("studies/under-way/best.yaml"));

        Answer show = Answer.of("show", folder.resolve("studies/under-way").toString());

        assertThat(show.out()).contains("3 done, 1 running", "report ", "to continue", "sluice tune --join ");
        assertThat(report).content().contains("<b>3</b><span>completed", "<b>1</b><span>running or paused");
    }

    @Test
    void show_andStudies_tellOfAStudy() throws IOException {
        small.tune("shown", "--set", "export=none");
        String studies = folder.resolve("studies").toString();

        assertThat(Answer.of("studies", "--studies", studies).out()).contains("shown  6 of 6 trials: 6 done; best 0.");
        assertThat(Answer.of("show", "shown", "--studies", studies).out())
                .contains("minimize validation.loss", "{name: tpe")
                .contains("model.encoder.cell: one of gru, lstm")
                .contains("trial 5", "best", "sluice run ")
                .containsPattern("importance of the options for validation.loss\n +\\d+ %  [a-z._]+\n")
                .containsPattern("report +\\S+shown.report.html");
        assertThat(folder.resolve("studies/shown/report.html")).content().contains("<h1>shown</h1>");
        Answer joined = Answer.of("tune", "--join", "shown", "--studies", studies);
        assertThat(joined.err()).isEmpty();
        assertThat(joined.out()).contains("No further jobs: all trials are done");
        Answer unknown = Answer.of("tune", "--join", "shwon", "--studies", studies);
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no study 'shwon'; did you mean 'shown'?");
    }

    @Test
    void tune_aChangedSpace_isRefusedWithTheDifference() throws IOException {
        small.tune("changed", "--set", "export=none");
        Files.writeString(
                small.file(), SmallStudies.TEXTS.replace("[2, 8]", "[2, 16]").replace("epochs: 3", "epochs: 4"));

        Answer changed = small.tune("changed", "--set", "export=none");

        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err())
                .contains("experiment.model.encoder.hidden was {int: [2, 8]} and is {int: [2, 16]}")
                .contains("space.model.encoder.hidden.int was [2, 8] and is [2, 16]")
                .contains("steps was 3 and is 4")
                .contains("under another name")
                .doesNotContain("\tat ");
        // More trials are no change.
        Files.writeString(small.file(), SmallStudies.TEXTS);
        assertThat(small.tune("changed", "--set", "export=none", "--trials", "8")
                        .code())
                .isZero();
        assertThat(small.study("changed").trials()).hasSize(8);
    }

    @Test
    void tune_joinedWithOtherCode_isRefused() throws IOException {
        small.tune("code", "--set", "export=none", "--trials", "4");
        Path definition = folder.resolve("studies/code").resolve(StudyFolder.DEFINITION);
        String before = Files.readString(definition);
        Files.writeString(
                definition,
                before.replaceFirst("\"sluice\" : \"[^\"]*\"", "\"sluice\" : \"0.0.7\"")
                        .replaceFirst("\"cells\" : \"[^\"]*\"", "\"cells\" : \"3.1 with SHA-256 abc\""));

        Answer join = Answer.of("tune", "--join", folder.resolve("studies/code").toString());

        assertThat(join.code()).isEqualTo(2);
        assertThat(join.err()).contains("sluice was 0.0.7 and is", "plugins.cells was 3.1 with SHA-256 abc and is");
    }

    private Path onlyJournal(String name) throws IOException {
        try (Stream<Path> journals =
                Files.list(small.study(name).folder().path().resolve("journal"))) {
            return journals.findFirst().orElseThrow();
        }
    }
}
