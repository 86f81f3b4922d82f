package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Module;
import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.plugin.SluicePlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever claims a file reads it, also an importer that came with a plugin. */
class ImporterClaimsTest {
    private static final Registry REGISTRY = Plugins.of(new Importers());

    /**
     * Options of an importer.
     *
     * @param strict some option
     */
    public record Options(
            @Description("Some option") @Default("false") boolean strict) {}

    private record Named(List<String> endings, boolean strict) implements ModelImporter {
        @Override
        public ImportedFile read(Path file) {
            throw new ImportException("read by " + this);
        }
    }

    /** Importers of a plugin. */
    public static final class Importers implements SluicePlugin {
        @Override
        public String id() {
            return "toy-importers";
        }

        @Override
        public String description() {
            return "Importers for tests";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public Module module() {
            return new ComponentModule() {
                @Override
                protected void components() {
                    importer("jax", ".msgpack");
                    importer("torch", ".pt", ".both");
                    importer("other", ".both");
                    importer("silent");
                }

                private void importer(String id, String... endings) {
                    add(
                            ModelImporter.class,
                            id,
                            "Reads nothing",
                            Options.class,
                            options -> new Named(List.of(endings), options.strict()));
                }
            };
        }
    }

    @Test
    void importerOf_claimedFile_isTheOneThatClaimsIt(@TempDir Path folder) throws IOException {
        Path jax = Files.createFile(folder.resolve("weights.MSGPACK"));
        Path torch = Files.createFile(folder.resolve("b.pt"));

        assertThat(Imports.importerOf(jax, REGISTRY).id()).isEqualTo("jax");
        assertThat(Components.with(List.of("strict=true"), Imports.importerOf(torch, REGISTRY), REGISTRY))
                .isEqualTo(new Named(List.of(".pt", ".both"), true));
    }

    @Test
    void importerOf_fileThatNobodyOrSeveralClaim_saysWhoThereIs(@TempDir Path folder) throws IOException {
        Path nobodys = Files.createFile(folder.resolve("model.pb"));
        Path several = Files.createFile(folder.resolve("model.both"));

        assertThatThrownBy(() -> Imports.importerOf(nobodys, REGISTRY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no importer reads files like model.pb; there is jax [.msgpack]")
                .hasMessageContaining("tf2onnx")
                .hasMessageContaining("'sluice import " + nobodys + " --like ID'");
        assertThatThrownBy(() -> Imports.importerOf(Files.createFile(folder.resolve("model.pth")), REGISTRY))
                .hasMessageContaining("torch.onnx.export")
                .hasMessageContaining("save_file(model.state_dict()");
        assertThatThrownBy(() -> Imports.importerOf(several, REGISTRY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("several importers read files like model.both: other, torch");
    }

    @Test
    void importerOf_noFile_saysSo(@TempDir Path folder) {
        assertThatThrownBy(() -> Imports.importerOf(folder.resolve("weights.msgpack"), REGISTRY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> Imports.importerOf(folder, REGISTRY)).hasMessageContaining("is a folder");
    }

    @Test
    void run_fileOfAPluginsImporter_isReadByIt(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("weights.msgpack"));
        String yaml = ExperimentErrorsTest.resource("good.yaml")
                .replaceFirst("(?s)model:.*train:", "model: {encoder: {cell: elman}, import: " + file + "}\ntrain:");
        Experiment experiment = Experiment.parse(yaml)
                .withRegistry(Plugins.of(new CorePlugin(), new ToyPlugin(), new Importers()))
                .withRuns(folder.resolve("runs"));

        assertThatThrownBy(experiment::run)
                .isInstanceOf(ImportException.class)
                .hasMessage("read by Named[endings=[.msgpack], strict=false]");
    }

    @Test
    void with_misspeltOption_isRefused() {
        assertThatThrownBy(() ->
                        Components.with(List.of("strikt=true"), REGISTRY.lookup(ModelImporter.class, "jax"), REGISTRY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--strikt")
                .hasMessageContaining("unknown key 'strikt'; did you mean 'strict'?");
    }
}
