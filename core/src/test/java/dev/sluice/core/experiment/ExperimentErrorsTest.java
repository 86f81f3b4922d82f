package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.yaml.ChangedValue;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the messages about wrong experiments against the texts in {@code errors/*.txt}, word by word. */
final class ExperimentErrorsTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-keys",
                "wrong-types",
                "out-of-range",
                "missing-keys",
                "unknown-names",
                "options-that-do-not-fit",
                "not-yaml",
                "twice",
                "encoder",
                "pieces-backward",
                "empty",
                "a-list"
            })
    void load_wrongExperiment_saysAllThatIsWrong(String name) {
        String yaml = resource(name + ".yaml");

        ConfigException error = catchThrowableOfType(
                ConfigException.class,
                () -> new ExperimentLoader(Path.of(name + ".yaml"), List.of()).load(yaml, Optional.of(REGISTRY)));

        assertThat(error.getMessage() + "\n").isEqualTo(resource(name + ".txt"));
    }

    @Test
    void load_keyWithoutTheBlockThatItIsIn_isPointedTo() {
        assertThat(errorOf(List.of("model.encoder.zoneout=0.1", "hidden=8", "train.metric=loss")))
                .contains("unknown key 'zoneout'; did you mean 'regularization.zoneout'? (the keys here are cell,")
                .contains("unknown key 'hidden'; did you mean 'model.encoder.hidden' or ")
                .contains("unknown key 'metric'; did you mean 'metrics' or 'early_stopping.metric'?");
    }

    @Test
    void load_wrongOverrides_namesThemAsPlaces() {
        assertThat(errorOf(
                        List.of("train.epochs=many", "train.optimiser=descent", "model.encoder.hidden=-3", "sed.x=1")))
                .isEqualTo(resource("overrides.txt"));
    }

    @Test
    void load_unreadableOverrides_saysHowToWriteThem() {
        assertThat(errorOf(List.of("seed", "train.batch_size=[", "a b=1", "=3", "train.schedule=")))
                .isEqualTo(resource("overrides-syntax.txt"));
    }

    @Test
    void load_aliasInsideItsAnchor_isRefused() {
        assertThat(errorOfText("name: &n [a, *n]\n")).contains("an alias (*name) stands inside what it refers to");
    }

    @Test
    void load_aliasesOfAliases_areRefusedBeforeTheyFillMemory() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) {
            text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThat(errorOfText(text.toString())).contains("more than 100000 values");
    }

    @Test
    void load_endlessNesting_isRefused() {
        assertThat(errorOfText("name: " + "[".repeat(100_000))).contains("nested too deeply");
    }

    @Test
    void load_nameWithLineBreak_isRefused() {
        assertThat(errorOfText(resource("good.yaml").replaceFirst("(?m)^name: .*$", "name: \"a\\\\nb\"")))
                .contains("'name' must be one line of visible characters");
    }

    private static String errorOfText(String yaml) {
        return catchThrowableOfType(
                        ConfigException.class,
                        () -> new ExperimentLoader(Path.of("experiment.yaml"), List.of())
                                .load(yaml, Optional.of(REGISTRY)))
                .getMessage();
    }

    @Test
    void text_missingFile_saysWhereItLooked(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");

        ConfigException error = catchThrowableOfType(ConfigException.class, () -> ExperimentLoader.text(file));

        assertThat(error).hasMessageContaining("there is no experiment file " + file);
    }

    @Test
    void text_folderOrBinaryFile_isRefused(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(catchThrowableOfType(ConfigException.class, () -> ExperimentLoader.text(folder)))
                .hasMessageContaining("is a folder");
        assertThat(catchThrowableOfType(ConfigException.class, () -> ExperimentLoader.text(binary)))
                .hasMessageContaining("not a text in UTF-8");
    }

    private static String errorOf(List<String> overrides) {
        ExperimentLoader loader = new ExperimentLoader(
                Path.of("good.yaml"),
                overrides.stream()
                        .map(text -> new ChangedValue(text, ChangedValue.Origin.COMMAND))
                        .toList());
        String yaml = resource("good.yaml");
        return catchThrowableOfType(ConfigException.class, () -> loader.load(yaml, Optional.of(REGISTRY)))
                        .getMessage() + "\n";
    }

    static String resource(String name) {
        try (InputStream in = ExperimentErrorsTest.class.getResourceAsStream("errors/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
