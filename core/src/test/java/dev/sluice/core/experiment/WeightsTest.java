package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Weighing;
import dev.sluice.core.data.split.HashSplit;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rare classes, examples that count more than others, and steps without a label. */
final class WeightsTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    /** About one step in eight is a fault, whose reading is high, as that of many others is. */
    private void faults(String missing) throws IOException {
        StringBuilder rows = new StringBuilder("id,x,event\n");
        for (int series = 0; series < 60; series++) {
            for (int t = 0; t < 16; t++) {
                boolean fault = chance(series, t, 0) < 0.12;
                double x = fault ? 0.75 + chance(series, t, 1) / 4 : chance(series, t, 1);
                String label = chance(series, t, 2) < 0.5 && !missing.isEmpty() ? missing : fault ? "fault" : "ok";
                rows.append(series)
                        .append(',')
                        .append(x)
                        .append(',')
                        .append(label.strip())
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("steps.csv"), rows);
    }

    /** A number from 0 to 1 that looks random. */
    private static double chance(int series, int step, int salt) {
        return HashSplit.position(series + "/" + step, salt);
    }

    private Experiment experiment(String more) {
        return Experiment.parse("""
                        name: faults
                        data:
                          source: {name: csv, options: {file: %s, id: id, features: [x], labels: [event], per_step: true}}
                        %s
                        model:
                          encoder: {cell: elman, hidden: 4}
                          head: {at: every_step}
                        train:
                          epochs: 12
                          batch_size: 8
                          optimizer: {name: descent, options: {learning_rate: 0.3}}
                          metrics: [accuracy, f1-macro]
                        export: none
                        pictures: false
                        """.formatted(folder.resolve("steps.csv"), more))
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }

    @Test
    void run_balanced_findsTheRareClass() throws IOException {
        faults("");
        RunResult equal = experiment("").run();
        RunResult balanced = experiment("  weights: {classes: balanced}").run();

        assertThat(balanced.test().figure("f1-macro"))
                .isGreaterThan(equal.test().figure("f1-macro") + 0.05);
        Weighing weighing = balanced.model().contract().weighing().get("outputs");
        assertThat(weighing.classes().get("fault")).isEqualTo(4, offset(1.0));
        assertThat(weighing.classes().get("ok")).isEqualTo(0.57, offset(0.1));
        String model = Files.readString(balanced.run().file(RunFile.CONTRACT));
        assertThat(ModelFile.read(model)).isEqualTo(balanced.model().contract());
    }

    @Test
    void run_weightsByClass_areTheLossOfRepeatedExamples() throws IOException {
        faults("");
        assertThat(experiment("  weights: {by_class: {fault: 1, ok: 1}}")
                        .run()
                        .test()
                        .loss())
                .as("weights of 1 change nothing")
                .isEqualTo(experiment("").run().test().loss(), offset(1e-5));
        assertThatThrownBy(() -> experiment("  weights: {by_class: {falt: 3}}").run())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no class 'falt'; did you mean 'fault'?");
    }

    @Test
    void run_stepsWithoutALabel_areNeitherLearnedNorJudged() throws IOException {
        faults(" ");
        RunResult result = experiment("").run();
        assertThat(result.model().contract().weighing()).isEqualTo(Map.of("outputs", new Weighing(Map.of())));
        assertThat(Objects.requireNonNull(
                                result.run().provenance().orElseThrow().data())
                        .counts())
                .containsKey("targets_missing");
        assertThat(result.test().figure("accuracy")).isBetween(0.75, 1.0);

        RunResult pieces = experiment("").set("train.truncated_bptt_steps", 5).run();
        assertThat(pieces.test().loss()).isEqualTo(result.test().loss(), offset(0.1));
    }
}
