package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataException;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingDivergedException;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that cannot run, and runs that fail. */
final class FailedRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void run_unknownExporter_isRefusedBeforeTraining() {
        ConfigException error = catchThrowableOfType(
                ConfigException.class, () -> letters().set("export", "onx").run());

        assertThat(error)
                .hasMessageContaining("no exporter is called 'onx'")
                .hasMessageContaining("there is none, onnx");
        assertThat(new Runs(folder).list()).isEmpty();
    }

    @Test
    void run_exporterThatRefusesTheModel_doesSoBeforeTraining() throws IOException {
        Registry exporting = Plugins.of(new CorePlugin(), new ToyPlugin(), new ToyExporters());

        ConfigException error = catchThrowableOfType(
                ConfigException.class,
                () -> letters()
                        .withRegistry(exporting)
                        .set("export", "refusing")
                        .run());

        assertThat(error).hasMessageContaining("must be smaller, but has [embedding");
        assertThat(new Runs(folder).list()).isEmpty();
    }

    @Test
    void run_exporterThatCannotExpressTheModel_isAMistakeBeforeTraining() {
        Registry exporting = Plugins.of(new CorePlugin(), new ToyPlugin(), new ToyExporters());
        List<String> notes = new ArrayList<>();

        ConfigException error = catchThrowableOfType(
                ConfigException.class,
                () -> letters()
                        .withRegistry(exporting)
                        .set("export", "speechless")
                        .withObserver(notes(notes))
                        .run());

        assertThat(error).hasMessageContaining("there are no words for it");
        assertThat(new Runs(folder).list()).isEmpty();
        assertThat(notes).last().asString().startsWith("Training has not started, so ");
    }

    @Test
    void run_sampledClassesBesideSmoothedLabels_isAMistakeBeforeTraining() {
        assertThatThrownBy(() -> letters()
                        .set("data.source.options.letters", "abcd")
                        .set("model.head.sampled", 2)
                        .set("train.loss={name: cross-entropy, options: {label_smoothing: 0.1}}")
                        .run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.head.sampled: some classes stand for all")
                .hasMessageContaining("without label_smoothing");
        assertThat(new Runs(folder).list()).isEmpty();
    }

    @Test
    void run_lossThatCannotReadTheTarget_isAMistakeBeforeTraining() {
        assertThatThrownBy(() -> letters().set("train.loss", "ctc").run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("train.loss: the loss ctc judges a text for each example");
        assertThat(new Runs(folder).list()).isEmpty();
    }

    @Test
    void run_mistakeBeforeTraining_leavesNoFolder() {
        List<String> notes = new ArrayList<>();
        DataException error = catchThrowableOfType(
                DataException.class,
                () -> letters()
                        .set("data.source.options.letters", "a")
                        .withObserver(notes(notes))
                        .run());

        assertThat(error).hasMessageContaining("at least two classes");
        assertThat(new Runs(folder).list()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(notes)
                .last()
                .asString()
                .startsWith("Training has not started, so ")
                .endsWith(" is removed");
    }

    @Test
    void run_failureInTraining_isInTheRun() {
        RunObserver failing = new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (event instanceof TrainingEvent.EpochEnded) {
                    throw new NoClassDefFoundError("com/example/Gone");
                }
            }
        };
        NoClassDefFoundError error = catchThrowableOfType(
                NoClassDefFoundError.class,
                () -> letters().withObserver(failing).run());

        Run run = new Runs(folder).find("latest");
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).isEqualTo(error.getMessage());
        assertThat(run.file(RunFile.ERRORS)).content().contains("NoClassDefFoundError", "at ");
    }

    @Test
    void run_cellWithoutNextState_isTheMistakeOfItsAuthor() {
        Registry withBroken = Plugins.of(new CorePlugin(), new ToyPlugin(), new BrokenCellPlugin());

        assertThatThrownBy(() -> letters()
                        .withRegistry(withBroken)
                        .set("model.encoder.cell", "forgetful")
                        .run())
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("BrokenCellPlugin")
                .hasMessageContaining("next(\"h\", value)")
                .hasMessageContaining("[Sluice/BrokenCell]");
    }

    @Test
    void run_connectionThatDoesNotFit_isTheUsersMistake() {
        assertThatThrownBy(() -> letters()
                        .set("model.encoder.skip", "residual")
                        .set("model.encoder.skip_from", 1)
                        .set("model.encoder.hidden", 5)
                        .run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.encoder.skip: a residual connection")
                .hasMessageContaining("encoder.l0 reads 8 and gives 5");
    }

    @Test
    void run_divergence_keepsWhatWasLogged() {
        catchThrowableOfType(
                TrainingDivergedException.class,
                () -> letters()
                        .set("train.optimizer.options.learning_rate", 1e38)
                        .run());

        Run run = new Runs(folder).find("latest");
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("diverged", "learning rate");
    }

    @Test
    void run_unwritableFolder_saysWhatToDo() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "");

        RunException error = catchThrowableOfType(
                RunException.class,
                () -> letters().withRuns(file.resolve("runs")).run());

        assertThat(error).hasMessageContaining("occupied").hasMessageContaining("--runs");
    }

    @Test
    void run_groupThatSelectsNothing_listsTheParameters() {
        assertThatThrownBy(() ->
                        letters().set("train.groups=[{match: embeding.weight}]").run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("train: groups[0] must select a parameter")
                .hasMessageContaining("did you mean 'embedding.weight'?");
    }

    @Test
    void run_metricThatCannotJudgeTheAnswers_isRefusedBeforeAnEpoch() {
        assertThatThrownBy(
                        () -> letters().set("train.metrics", List.of("span-f1")).run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("train.metrics: span-f1 reads tags", "accuracy or f1-macro");
        assertThatThrownBy(() -> letters()
                        .set("data.source.options.letters", "abc")
                        .set("train.metrics", List.of("roc-auc"))
                        .run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("train: roc-auc compares two classes, but there are 3");
        assertThat(new Runs(folder).list())
                .allSatisfy(run -> assertThat(run.metrics()).isEmpty());
    }

    private static RunObserver notes(List<String> notes) {
        return new RunObserver() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }

    private Experiment letters() {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }
}
