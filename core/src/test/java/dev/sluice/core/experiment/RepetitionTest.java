package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunDifference;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepetitionTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void run_recordedRun_isTheSameToTheLastBit() throws IOException {
        Run first = letters("").run().run();

        Repetition.Result result = repetition(first).run();

        Run again = result.again().run();
        assertThat(result.difference().hasSameOutcome()).isTrue();
        assertThat(result.difference().changes()).isEmpty();
        assertThat(again.path()).isNotEqualTo(first.path()).hasParent(folder.resolve("runs"));
        assertThat(again.file(RunFile.WEIGHTS)).hasSameBinaryContentAs(first.file(RunFile.WEIGHTS));
        assertThat(again.provenance().orElseThrow().repeats()).isEqualTo(first.id());
        assertThat(notes).noneMatch(note -> note.startsWith("Unlike"));
    }

    @Test
    void run_otherData_areSaidBeforeTrainingAndInTheVerdict() throws IOException {
        Run first = letters("").run().run();
        Path file = first.file(RunFile.PROVENANCE);
        String sha256 = RunFacts.of(first).value("data.sha256").orElseThrow();
        Files.writeString(file, Files.readString(file).replace(sha256, "0".repeat(64)));

        Repetition.Result result = repetition(first).run();

        assertThat(notes).anyMatch(note -> note.startsWith("Changed: the data are 60 examples with SHA-256 " + sha256));
        assertThat(result.difference().hasSameOutcome()).isFalse();
        assertThat(result.difference().changes().get(FactGroup.DATA))
                .containsExactly(new RunDifference.Change("data.sha256", "0".repeat(64), sha256));
    }

    @Test
    void run_otherVersionOfSluice_isSaid() throws IOException {
        Run first = letters("").run().run();
        Path file = first.file(RunFile.PROVENANCE);
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"sluice\" : \"[^\"]*\"", "\"sluice\" : \"0.0.1\""));

        assertThat(repetition(first).run().difference().hasSameOutcome()).isTrue();

        assertThat(notes).anyMatch(note -> note.startsWith("Changed: Sluice was 0.0.1 and is "));
    }

    @Test
    void run_changedExperiment_isRefused() throws IOException {
        Run first = letters("").run().run();
        Files.writeString(
                first.file(RunFile.EXPERIMENT), Files.readString(first.file(RunFile.EXPERIMENT)) + "# changed\n");

        assertThatThrownBy(() -> repetition(first).run())
                .isInstanceOf(RunException.class)
                .hasMessageContaining("has changed");

        assertThat(new Runs(folder.resolve("runs")).list()).hasSize(1);
    }

    @Test
    void between_runsOfDifferentOptions_namesThemAndWhereTheTrainingsPart() throws IOException {
        Run first = letters("train.epochs=3").run().run();
        Run second = letters("seed=2").run().run();

        RunDifference difference = RunDifference.between(first, second);

        assertThat(difference.changes().get(FactGroup.OPTIONS))
                .contains(new RunDifference.Change("seed", "1", "2"))
                .anyMatch(change -> change.name().equals("train.epochs"));
        assertThat(difference.divergence()).hasValueSatisfying(part -> {
            assertThat(part.epoch()).isEqualTo(1);
            assertThat(part.figure()).isEqualTo("training.loss");
        });
        assertThat(difference.hasSameOutcome()).isFalse();
    }

    @Test
    void atCommit_filesChangedSince_areTakenAsTheyWere() throws IOException, InterruptedException {
        Path sources = Files.createDirectories(folder.resolve("repository/inner"));
        assumeThat(git("init", "-q")).isZero();
        Files.writeString(sources.resolve("data.txt"), "one\n");
        git("add", ".");
        git("-c", "user.name=S", "-c", "user.email=s@example.com", "commit", "-q", "-m", "first");
        Files.writeString(sources.resolve("data.txt"), "two\n");
        Run first = letters("folder=" + sources).run().run();
        Files.writeString(sources.resolve("data.txt"), "three\n");
        Files.writeString(sources.resolve("more.txt"), "four\n");

        Repetition.Result result = repetition(first).atCommit().run();

        assertThat(result.difference().hasSameOutcome()).isTrue();
        Path then = Path.of(RunFacts.of(result.again().run())
                .run()
                .provenance()
                .orElseThrow()
                .invocation()
                .folder());
        assertThat(then.resolve("data.txt")).hasContent("two");
        assertThat(then.resolve("more.txt")).doesNotExist();
        assertThat(sources.resolve("data.txt")).hasContent("three");
    }

    @Test
    void atCommit_runWithoutRepository_isRefused() throws IOException {
        Run first = letters("folder=" + Files.createDirectory(folder.resolve("plain")))
                .run()
                .run();

        assertThatThrownBy(() -> repetition(first).atCommit().run())
                .isInstanceOf(RunException.class)
                .hasMessageContaining("leave out --at-commit");
    }

    private Repetition repetition(Run run) {
        return Repetition.of(run).withRegistry(REGISTRY).withObserver(new RunObserver() {
            @Override
            public void note(String note) {
                notes.add(note);
            }
        });
    }

    private Experiment letters(String override) throws IOException {
        Experiment experiment = Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder.resolve("runs"))
                .set("train.epochs", 2)
                .set("export", "none");
        return override.isEmpty() ? experiment : experiment.set(override);
    }

    private int git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.resolve("repository").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
