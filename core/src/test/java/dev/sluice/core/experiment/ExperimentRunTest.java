package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataException;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Results;
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
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExperimentRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void run_smallExperiment_learnsAndWritesEveryFile() throws IOException {
        RunResult result = letters().set("train.epochs", 8).run();

        Path path = result.run().path();
        assertThat(result.test().figure("accuracy")).isGreaterThan(0.9);
        assertThat(result.training().history()).hasSize(8);
        assertThat(result.run().state()).isEqualTo(RunState.FINISHED);
        assertThat(path.getFileName().toString()).matches("\\d{8}-\\d{6}-letters-[0-9a-f]{4}");
        assertThat(path)
                .isDirectoryContaining("glob:**best.safetensors")
                .isDirectoryContaining("glob:**model.json")
                .isDirectoryContaining("glob:**experiment.yaml")
                .isDirectoryNotContaining("glob:**.tmp");
        assertThat(Files.readString(path.resolve("experiment.original.yaml")))
                .isEqualTo(ExperimentErrorsTest.resource("good.yaml"));
        assertThat(result.run().metrics())
                .hasSize(8)
                .isEqualTo(result.training().history());
        assertThat(Files.readAllLines(path.resolve("metrics.jsonl")))
                .hasSize(8)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"epoch\":",
                                "\"training_loss\":",
                                "\"validation_loss\":",
                                "\"validation_accuracy\":"));
        assertThat(result.run().results().orElseThrow().test().scores()).isEqualTo(result.test());
        assertThat(ImageIO.read(path.resolve("pictures/learning-curve.png").toFile())
                        .getWidth())
                .isEqualTo(1800);
        assertThat(String.join("\n", result.report())).contains("test examples", "accuracy", path.toString());
    }

    @Test
    void run_provenance_namesSeedPluginsDataAndMachine() throws IOException {
        RunResult result = letters().run(List.of("sluice", "run"));
        Provenance provenance = result.run().provenance().orElseThrow();

        assertThat(provenance.seed()).isEqualTo(1);
        assertThat(provenance.invocation().command()).containsExactly("sluice", "run");
        assertThat(provenance.plugins()).extracting(PluginRecord::id).containsExactly("core", "toys");
        assertThat(provenance.plugins())
                .allSatisfy(plugin -> assertThat(plugin.sha256()).hasSize(64));
        assertThat(provenance.data()).isNotNull().satisfies(data -> {
            assertThat(data.examples()).isEqualTo(60);
            assertThat(data.sha256()).hasSize(64);
        });
        assertThat(provenance.machine().cores()).isPositive();
        assertThat(Json.parse(Files.readString(result.run().file(RunFile.PROVENANCE))))
                .containsKeys(
                        "format", "sluice", "seed", "git", "plugins", "class_path", "data", "machine", "invocation")
                .doesNotContainKeys("experiment", "continues");
    }

    @Test
    void run_files_haveNoPathOfTheMachineButInTheInvocation() throws IOException {
        Path path = letters()
                .set("folder", folder.toString())
                .run(List.of("sluice", "run"))
                .run()
                .path();

        for (RunFile file : RunFile.values()) {
            if (Files.isRegularFile(file.in(path)) && file != RunFile.WEIGHTS) {
                String text = Files.readString(file.in(path));
                int end = file == RunFile.PROVENANCE ? text.indexOf("\"invocation\"") : text.length();
                assertThat(text.substring(0, end))
                        .as(file.fileName())
                        .doesNotContain(
                                folder.toString(), Path.of("").toAbsolutePath().toString());
            }
        }
    }

    @Test
    void run_writtenExperimentAgain_givesTheSameBits() throws IOException {
        RunResult first = letters().run();
        Path written = first.run().path().resolve("experiment.yaml");

        RunResult second =
                Experiment.load(written).withRegistry(REGISTRY).withRuns(folder).run();

        assertThat(second.run().path()).isNotEqualTo(first.run().path());
        assertThat(second.run().path().resolve("best.safetensors"))
                .satisfies(file -> assertThat(SafetensorsFiles.values(file))
                        .isEqualTo(SafetensorsFiles.values(first.run().path().resolve("best.safetensors"))));
        assertThat(second.run().metrics()).isEqualTo(first.run().metrics());
    }

    @Test
    void load_trainedModel_givesWeightsAndContractBack() throws IOException {
        RunResult result = letters().run();

        TrainedModel loaded = TrainedModels.load(result.run(), REGISTRY);

        assertThat(loaded.contract()).isEqualTo(result.model().contract());
        assertThat(loaded.parameters().names())
                .containsExactlyElementsOf(result.model().parameters().names());
        loaded.parameters()
                .forEach((name, value) -> assertThat(value.array())
                        .isEqualTo(result.model().parameters().get(name).array()));
    }

    @Test
    void run_inJavaAlone_isTheSameAsTheFile() throws IOException {
        RunResult file = letters().run();

        RunResult java = Experiment.named("letters")
                .set("data.source.name", "letters")
                .set("data.source.options", new ToyPlugin.LettersOptions("abc", 20))
                .set("model.embedding.size", 8)
                .set("model.encoder.cell", "elman")
                .set("model.encoder.hidden", 8)
                .set("train.epochs", 3)
                .set("train.batch_size", 16)
                .set("train.loss", "cross-entropy")
                .set("train.optimizer.name", "descent")
                .set("train.optimizer.options", Map.of("learning_rate", 0.5))
                .set("export", "none")
                .withRegistry(REGISTRY)
                .withRuns(folder)
                .run();

        assertThat(java.run().metrics()).isEqualTo(file.run().metrics());
    }

    @Test
    void run_exporter_isGivenTheModelAndItsVerdictCounts() {
        Registry exporting = Plugins.of(new CorePlugin(), new ToyPlugin(), new ToyExporters());
        Experiment experiment = letters().withRegistry(exporting);

        RunResult good = experiment.set("export", "good").run();
        ExportException bad = catchThrowableOfType(
                ExportException.class, () -> experiment.set("export", "bad").run());

        assertThat(good.report()).contains("wrote 3 classes of letters");
        assertThat(bad)
                .hasMessageContaining("the exported model must compute the same as the trained one, but\n")
                .hasMessageContaining("wrote 3 classes of letters");
        assertThat(new Runs(folder).find("latest").state()).isEqualTo(RunState.FAILED);
    }

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
                .startsWith("Nothing was trained, so ")
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

    private static RunObserver notes(List<String> notes) {
        return new RunObserver() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
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
    void run_inPiecesWithBatchNormalization_keepsItsRunningFigures() throws IOException {
        RunResult result = letters()
                .set("model.encoder.layers", 2)
                .set("model.encoder.normalization", "batch")
                .set("model.encoder.regularization.zoneout", 0.1)
                .set("train.truncated_bptt_steps", 2)
                .set("train.epochs", 8)
                .run();

        assertThat(result.test().figure("accuracy")).isGreaterThan(0.9);
        TrainedModel loaded = TrainedModels.load(result.run(), REGISTRY);
        assertThat(loaded.parameters().get("encoder.l1.norm.running_mean").array())
                .isEqualTo(result.model()
                        .parameters()
                        .get("encoder.l1.norm.running_mean")
                        .array())
                .isNotEqualTo(new float[8]);
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
    void run_startFromWithRank_isAModelOfFactorsBesideTheWholeOne() throws IOException {
        RunResult whole = letters().set("train.epochs", 6).run();
        Experiment start = letters().set("train.start_from", whole.run().path().toString());

        RunResult same = start.set("train.epochs", 0).run();
        assertThat(SafetensorsFiles.values(same.run().path().resolve("best.safetensors")))
                .isEqualTo(SafetensorsFiles.values(whole.run().path().resolve("best.safetensors")));
        assertThat(same.test()).isEqualTo(whole.test());

        RunResult factors =
                start.set("train.epochs", 0).set("model.encoder.rank", 2).run();
        TrainedModel loaded = TrainedModels.load(factors.run(), REGISTRY);
        assertThat(loaded.parameters().names()).contains("encoder.l0.W_c.out", "encoder.l0.U_c.in");
        Map<String, Results.Original> madeFrom =
                factors.run().results().orElseThrow().madeFrom();
        assertThat(madeFrom).containsOnlyKeys(whole.run().id());
        Results.Original original = madeFrom.values().iterator().next();
        assertThat(original.scores()).isEqualTo(whole.test());
        assertThat(original.difference().loss())
                .isEqualTo(factors.test().loss() - whole.test().loss());
        assertThat(String.join("\n", factors.report())).contains(whole.run().id(), "parameters");

        RunResult tuned = letters()
                .set("train.start_from", factors.run().path().toString())
                .set("model.encoder.rank", 2)
                .set("train.epochs", 3)
                .run();
        assertThat(tuned.test().loss()).isLessThan(factors.test().loss());
        assertThat(Compression.rankFor(whole.run(), 1, REGISTRY)).isEqualTo(8);
    }

    @Test
    void run_startFromWhatDoesNotFit_isAMistakeThatSaysWhy() {
        RunResult trained = letters().set("train.epochs", 1).run();
        Experiment start =
                letters().set("train.start_from", trained.run().path().toString());

        assertThatThrownBy(() -> letters().set("train.start_from", "nowhere").run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("train.start_from: there is no run folder at");
        assertThatThrownBy(
                        () -> start.set("data.source.options.letters", "abcd").run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("its vocabulary, scaler or labels differ");
        assertThatThrownBy(() -> start.set("model.encoder.hidden", 9).run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has another model");
    }

    @Test
    void run_pruning_tellsSparsityAndWhatItCosts() {
        RunResult result = letters()
                .set("train.epochs", 10)
                .set("train.pruning.sparsity", 0.5)
                .run();

        Results results = result.run().results().orElseThrow();
        assertThat(results.size().zeros()).isGreaterThanOrEqualTo(64 + 12);
        assertThat(results.madeFrom().keySet())
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("before pruning, epoch "));
        assertThat(String.join("\n", result.report())).contains("of them zero", "before pruning, epoch ");
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

    private Experiment letters() {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }
}
