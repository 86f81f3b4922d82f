package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose files or plugins are not what they were when the run ended. */
final class ChangedFilesTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void load_anyByteOfTheWeightsChanged_isRefused() throws IOException {
        Run run = letters().run().run();
        Path weights = run.file(RunFile.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        for (int place = bytes.length - 1; place >= 0; place -= 97) {
            byte[] flipped = bytes.clone();
            flipped[place] ^= 1;
            Files.write(weights, flipped);
            assertThat(refused(run)).as("byte %d", place).hasMessageContaining("[Sluice/FileChanged]");
        }
        Files.write(weights, bytes);
        assertThat(TrainedModels.load(run, REGISTRY).parameters().isEmpty()).isFalse();
    }

    @Test
    void load_weightsOfAnUnfinishedRunChanged_isRefused() throws IOException {
        Run run = letters().run().run();
        Files.delete(run.file(RunFile.SUMS));
        byte[] bytes = Files.readAllBytes(run.file(RunFile.WEIGHTS));
        bytes[bytes.length - 1] ^= 1;
        Files.write(run.file(RunFile.WEIGHTS), bytes);

        assertThat(refused(run)).hasMessageContaining("its checksum must be").hasMessageContaining("restore it");
    }

    @Test
    void load_weightsOfAnotherExperiment_isRefused() throws IOException {
        Run run = letters().run().run();
        Run other = letters().set("seed", 2).run().run();
        Files.delete(run.file(RunFile.SUMS));
        Files.copy(other.file(RunFile.WEIGHTS), run.file(RunFile.WEIGHTS), StandardCopyOption.REPLACE_EXISTING);

        assertThat(refused(run)).hasMessageContaining("was trained by another experiment");
    }

    @Test
    void load_contractChanged_isRefused() throws IOException {
        Run run = letters().run().run();
        Path contract = run.file(RunFile.CONTRACT);
        Files.writeString(contract, Files.readString(contract).replace("\"b\", \"c\"", "\"c\", \"b\""));

        assertThat(refused(run))
                .hasMessageContaining(contract + " has changed: its SHA-256 was")
                .hasMessageContaining(run.file(RunFile.SUMS).toString());
    }

    @Test
    void load_experimentWithAnotherOptionOfTheModel_isRefused() throws IOException {
        Run run = letters().run().run();
        Path yaml = run.file(RunFile.EXPERIMENT);
        Files.writeString(yaml, Files.readString(yaml).replace("pooling: last", "pooling: mean"));

        assertThat(refused(run)).hasMessageContaining("was trained by another experiment than experiment.yaml");
    }

    @Test
    void changedFiles_ofAnUntouchedRun_areNone() throws IOException {
        Run run = letters().run().run();
        assertThat(run.changedFiles()).isEmpty();
        assertThat(Run.difference(run.file(RunFile.WEIGHTS))).isEmpty();

        Files.writeString(run.file(RunFile.RESULTS), "{}");
        assertThat(run.changedFiles())
                .singleElement()
                .satisfies(changed -> assertThat(changed).startsWith("results.json: its SHA-256 was"));
        assertThat(Run.difference(run.file(RunFile.RESULTS))).isPresent();
        assertThat(Run.difference(Path.of("results.json"))).isEmpty();
    }

    @Test
    void load_cellThatComputesSomethingElse_isRefusedWithBothLosses() {
        Run run = letters().set("train.epochs", 6).run().run();
        Registry changed = Plugins.of(
                new CorePlugin(),
                new ToyPlugin(
                        "1.1",
                        cell -> cell.next(
                                "h",
                                Exprs.tanh(cell.linear("c", cell.input(), cell.state("h")))
                                        .neg())));

        RunException error = catchThrowableOfType(RunException.class, () -> TrainedModels.load(run, changed));

        assertThat(error)
                .hasMessageContaining("with those of today its validation loss is")
                .hasMessageContaining("the plugin 'toys' was 1.0")
                .hasMessageContaining("[Sluice/PluginChanged]");
        assertThat(catchThrowableOfType(
                        ConfigException.class,
                        () -> letters()
                                .withRegistry(changed)
                                .set("train.start_from", run.path().toString())
                                .run()))
                .hasMessageContaining("train.start_from: ")
                .hasMessageContaining("[Sluice/PluginChanged]");
    }

    @Test
    void load_pluginRebuiltWithTheSameEquations_isTakenWithANote() throws IOException {
        Run run = letters().run().run();
        Registry rebuilt = Plugins.of(new CorePlugin(), new ToyPlugin("1.1", ToyPlugin.ELMAN));
        List<String> notes = new ArrayList<>();

        assertThat(TrainedModels.load(run, rebuilt, notes(notes)).parameters().isEmpty())
                .isFalse();

        assertThat(notes)
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains("Plugins have changed since", "its validation loss is still", "'toys' was 1.0"));
    }

    private static RunException refused(Run run) {
        return catchThrowableOfType(RunException.class, () -> TrainedModels.load(run, REGISTRY));
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
