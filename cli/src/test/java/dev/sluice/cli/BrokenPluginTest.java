package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in plugins: each is told with plugin, component, its own words and its own line, and exit code 2. */
final class BrokenPluginTest {
    @TempDir
    private static Path shared;

    private static Path jar = Path.of("replaced");
    private static Path few = Path.of("replaced");
    private static Path experiment = Path.of("replaced");

    @TempDir
    private Path folder;

    @BeforeAll
    static void buildPlugin() throws IOException {
        Path classes = shared.resolve("classes");
        BuiltProject.compile(List.of(source("BrokenPlugin.java"), source("FewMistakes.java")), classes, "");
        Files.delete(classes.resolve("com/example/Gone.class"));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Path service = services.resolve("dev.sluice.core.plugin.SluicePlugin");
        Files.writeString(service, "com.example.FewMistakes");
        few = BuiltProject.jar(shared.resolve("few.jar"), classes);
        Files.writeString(service, "com.example.BrokenPlugin");
        jar = BuiltProject.jar(shared.resolve("broken.jar"), classes);
        Examples.writeTexts(shared.resolve("texts.csv"));
        experiment = Examples.writeExperiment(shared);
        Files.writeString(
                experiment,
                "plugins: [broken.jar]\n" + Files.readString(experiment).replace("cell: gru", "cell: good"));
    }

    private static Path source(String name) throws IOException {
        Path source = shared.resolve(name);
        try (InputStream in = BrokenPluginTest.class.getResourceAsStream(name + ".txt")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        return source;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "model.encoder.cell=shapes | the cell 'shapes' | , in 'define': | [B, 8] and [B, 3] | BrokenPlugin.java:",
                "model.encoder.cell=no-next | the cell 'no-next' | cannot be built | each state needs a next value | call next(",
                "model.encoder.cell=two-states | the cell 'two-states' | , in 'define': | declared twice | BrokenPlugin.java:",
                "model.encoder.cell=unread | the cell 'unread' | cannot be built | every parameter of a cell must be read | but on p",
                "model.encoder.cell=null-value | the cell 'null-value' | failed in 'define' | NullPointerException | BrokenPlugin.java:",
                "model.encoder.cell=failing | the cell 'failing' | failed in 'define' | UnsupportedOperationException: not yet | BrokenPlugin.java:",
                "model.encoder.cell=recursive | the cell 'recursive' | failed in 'define' | StackOverflowError | BrokenPlugin.java:",
                "model.encoder.cell=missing-class | the cell 'missing-class' | NoClassDefFoundError: com/example/Gone | BrokenPlugin.java: | build it again",
                "model.encoder.cell=bad-factory | the cell 'bad-factory' | failed in 'new' | IllegalStateException: no cell | BrokenPlugin.java:",
                "model.encoder.cell=null-factory | the cell 'null-factory' | must not return null | 'new' does | [Sluice/PluginFailed]",
                "train.loss=null-loss | the loss 'null-loss' | must not return null | 'loss' does | [Sluice/PluginFailed]",
                "train.loss=failing-loss | the loss 'failing-loss' | failed in 'loss' | ArithmeticException: by zero | BrokenPlugin.java:",
                "train.metrics=[failing-metric] | the metric 'failing-metric' | failed in 'add' | IndexOutOfBoundsException: Index 7 | BrokenPlugin.java:",
                "train.optimizer=failing-optimizer | the optimizer 'failing-optimizer' | failed in 'update' | third step | BrokenPlugin.java:",
                "data.source=null-source | the data source 'null-source' | must not return null | 'load' does | [Sluice/PluginFailed]",
                "model.encoder.cell=mixed-rows | the cell 'mixed-rows' | cannot be built | reduce_mean(…) [1, 8] of TANH(…) [B, 8] mixes the rows | reduce axis -1 (the features), not -2",
                "model.initialization={input: other-shape} | the initializer 'other-shape' | 'encoder.l0.W_c' | gives [1] instead of [8, 4] | [Sluice/PluginFailed]",
                "model.initialization={input: not-numbers} | the initializer 'not-numbers' | 'encoder.l0.W_c' | must give finite numbers | gives NaN",
                "train.loss=rows-loss | the loss 'rows-loss' | must give [], one number | 'loss' gives [B, 2] | the mean over the rows",
                "train.schedule=nan-schedule | the schedule 'nan-schedule' | for step 1 'scale' gives NaN | finite and at least 0 | [Sluice/PluginFailed]",
                "train.schedule=uphill-schedule | the schedule 'uphill-schedule' | for step 2 'scale' gives -1.0 | finite and at least 0 | [Sluice/PluginFailed]",
                "data.source=hole-source | the data source 'hole-source' | must not have null among | 'load' gives null as number 2 of 3 | leave it out",
                "data.text.unit=long-tokenizer | the tokenizer 'long-tokenizer' | at most as many symbols | asked for | leave out the rest",
                "data.source=failing-source | the data source 'failing-source' | , in 'load': | For input: x | BrokenPlugin.java:"
            })
    void run_brokenComponent_isToldAndEndsTheRun(String set, String who, String first, String second, String third) {
        Answer answer = Answer.of("run", experiment.toString(), "--runs", folder.toString(), "--set", set);

        assertThat(answer.code()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err())
                .startsWith("sluice: " + who + " of the plugin 'broken' (" + jar + ")")
                .contains(first, second, third)
                .doesNotContain("unexpected error", "\tat ");
        assertThat(new Runs(folder).list()).extracting(Run::state).doesNotContain(RunState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "wrong-default | must be a whole number, but was 'abc'; this is the default: correct com.example.BrokenPlugin$WrongDefault",
                "wrong-range | must be at least 1, but was 0; this is the default: correct com.example.BrokenPlugin$WrongRange",
                "refusing | size must not be 1; these are the defaults: correct com.example.BrokenPlugin$Refusing",
                "failing-options | the options record com.example.BrokenPlugin$Failing failed in 'new': NullPointerException: in the constructor, at com.example.BrokenPlugin$Failing.<init>(BrokenPlugin.java:"
            })
    void run_brokenOptionsRecord_saysThatItIsThePlugins(String cell, String finding) {
        Answer answer = Answer.of(
                "run", experiment.toString(), "--runs", folder.toString(), "--set", "model.encoder.cell=" + cell);

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains(finding);
    }

    @Test
    void pluginCheck_brokenComponents_findsEachAndGoesOn() {
        Answer answer = Answer.of("plugin", "check", few.toString(), "--no-timing");

        assertThat(answer.code()).as(answer.err()).isEqualTo(1);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .contains("cell missing-class", "cell wrong-range", "cell no-next", "cell bad-factory")
                .contains(
                        "BROKEN  each option can be tried",
                        "BROKEN  it can be made",
                        "BROKEN  its defaults are options")
                .doesNotContain("unexpected error");
        assertThat(answer.out().replaceAll("\\s+", " "))
                .contains("the schedule 'null-schedule' of the plugin 'few' (" + few
                        + ") must not return null, but 'start' does")
                .doesNotContain("Cannot invoke");
    }

    @Test
    void pluginShow_brokenCell_saysWhatIsWrong() {
        Answer answer = Answer.of("plugin", "show", "no-next", "--plugin", jar.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("the cell 'no-next' of the plugin 'broken'", "each state needs a next value");
    }
}
