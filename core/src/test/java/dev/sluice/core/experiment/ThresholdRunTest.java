package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rare labels, which one half never predicts, by thresholds chosen on the validation part. */
final class ThresholdRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    private Experiment experiment(String validation, String loss, String thresholds) throws IOException {
        CounterRandom random = CounterRandom.of(5, "steps", 0);
        StringBuilder file = new StringBuilder("id,x,event\n");
        for (int row = 0; row < 1200; row++) {
            boolean event = random.uniform(2L * row) < 0.1;
            file.append(row / 20)
                    .append(',')
                    .append(random.normal(2L * row + 1) + (event ? 1.5 : 0))
                    .append(event ? ",fault\n" : ",ok\n");
        }
        Files.writeString(folder.resolve("steps.csv"), file);
        return Experiment.parse("""
                        name: events
                        folder: %s
                        data:
                          source: {name: csv, options: {file: steps.csv, id: id, features: [x], labels: [event], per_step: true}}
                          split: {%s}
                        model:
                          encoder: {cell: elman, hidden: 3}
                          head: {at: every_step}
                        train:
                          epochs: 3
                          batch_size: 8
                          loss: %s
                          metrics: [f1-macro]
                          thresholds: %s
                          optimizer: {name: descent, options: {learning_rate: 0.1}}
                        export: none
                        pictures: false
                        """.formatted(folder, validation, loss, thresholds))
                .withRegistry(REGISTRY)
                .withRuns(folder.resolve("runs"));
    }

    private Run run(String loss, String thresholds) throws IOException {
        return experiment("validation: 0.3, test: 0.2", loss, thresholds).run().run();
    }

    private static double f1(Run run) throws IOException {
        return run.results().orElseThrow().test().scores().figure("f1-macro");
    }

    @Test
    void run_twoClasses_thresholdJudgesTheTestAndStandsInTheContract() throws IOException {
        Run half = run("cross-entropy", "{}");
        Run chosen = run("cross-entropy", "{choose: true}");

        assertThat(f1(chosen)).isGreaterThan(f1(half) + 0.02);
        assertThat(chosen.file(RunFile.THRESHOLDS)).content().contains("\"label\" : \"ok\"", "\"by\" : \"f1-macro\"");
        TrainedModel model = TrainedModels.load(chosen, REGISTRY);
        assertThat(model.contract().target().columns())
                .isInstanceOfSatisfying(
                        ClassEncoding.class,
                        classes ->
                                assertThat(classes.thresholds()).hasSize(2).noneMatch(threshold -> threshold == 0.5));
        assertThat(TrainedModels.load(half, REGISTRY).contract().target().columns())
                .isInstanceOfSatisfying(
                        ClassEncoding.class,
                        classes -> assertThat(classes.thresholds()).isEmpty());
    }

    @Test
    void run_severalMayHold_eachLabelHasAThreshold() throws IOException {
        Run half = run("binary-cross-entropy", "{}");
        Run chosen = run("binary-cross-entropy", "{choose: true, by: f1-macro}");

        assertThat(f1(chosen)).isNotEqualTo(f1(half));
        assertThat(chosen.file(RunFile.THRESHOLDS)).content().contains("\"label\" : \"fault\"", "\"label\" : \"ok\"");
    }

    @Test
    void run_nothingToChooseOnOrBy_isRefusedWithARemedy() throws IOException {
        List<Experiment> wrong = List.of(
                experiment("validation: 0, test: 0.2", "cross-entropy", "{choose: true}"),
                experiment("validation: 0.3, test: 0.2", "cross-entropy", "{choose: true, by: roc-auc}"));

        assertThatThrownBy(wrong.get(0)::run)
                .hasMessageContaining("train.thresholds.choose")
                .hasMessageContaining("data.split");
        assertThatThrownBy(wrong.get(1)::run)
                .hasMessageContaining("train.thresholds.by")
                .hasMessageContaining("roc-auc judges probabilities");
    }
}
