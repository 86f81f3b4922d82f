package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.experiment.yaml.JavaValues;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end well, and what they leave. */
final class ExperimentRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private static Path shared;

    /** A run without any change to the experiment. */
    private static RunResult plain;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runAsItIs() {
        plain = letters(shared).run();
    }

    @Test
    void run_smallExperiment_learnsAndWritesEveryFile() throws IOException {
        RunResult result =
                letters().set("train.epochs", 8).set("pictures", true).run();

        Path path = result.run().path();
        assertThat(result.test().figure("accuracy")).isGreaterThan(0.9);
        assertThat(result.training().history()).hasSize(8);
        assertThat(result.run().state()).isEqualTo(RunState.FINISHED);
        assertThat(path.getFileName().toString()).matches("\\d{8}-\\d{6}-letters-[0-9a-f]{4}");
        assertThat(path)
                .isDirectoryContaining("glob:**best.safetensors")
                .isDirectoryContaining("glob:**model.json")
                .isDirectoryContaining("glob:**experiment.yaml")
                .isDirectoryNotContaining("glob:**{.tmp,.partial}");
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
    void run_experimentAsJson_saysWhatTheYamlSays() throws IOException {
        Path yaml = plain.run().file(RunFile.EXPERIMENT);
        Path json = plain.run().file(RunFile.OPTIONS);
        Problems problems = new Problems();

        Map<String, Object> options = Json.parse(Files.readString(json));

        assertThat(options)
                .isEqualTo(JavaValues.value(YamlReader.file(Files.readString(yaml), "experiment.yaml", problems)))
                .containsEntry("name", "letters")
                .containsEntry("seed", 1);
        assertThat(options.get("train"))
                .asInstanceOf(MAP)
                .containsEntry("epochs", 3)
                .containsEntry("batch_size", 16);
        assertThat(plain.run().checksums()).containsEntry("experiment.json", Fingerprint.of(json));
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
        RunResult first = plain;
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
        RunResult result = plain;

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

        assertThat(java.run().metrics()).isEqualTo(plain.run().metrics());
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

    private Experiment letters() {
        return letters(folder);
    }

    private static Experiment letters(Path runs) {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(runs);
    }
}
