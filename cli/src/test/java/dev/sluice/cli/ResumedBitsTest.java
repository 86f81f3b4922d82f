package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.Optimizer;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.schedule.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a training is made of: interrupted and resumed it ends with the same bits. */
@Tag("slow")
class ResumedBitsTest {
    private static final Registry REGISTRY = Plugins.load();

    @TempDir
    private Path folder;

    private Experiment experiment = Experiment.parse("");

    @BeforeEach
    void write() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        // 6 updates in an epoch.
        experiment = Experiment.load(Examples.writeExperiment(folder))
                .withRegistry(REGISTRY)
                .withRuns(folder.resolve("runs"))
                .set("train.epochs", 3)
                .set("train.checkpoint.every_steps", 4);
    }

    /** An exception that stops the run. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @TestFactory
    Stream<DynamicTest> optimizers() {
        return REGISTRY.ids(Optimizer.class).stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> check(experiment.set("train.optimizer", id), 17)));
    }

    @TestFactory
    Stream<DynamicTest> schedules() {
        return REGISTRY.ids(Schedule.class).stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> check(experiment.set("train.schedule", id), 17)));
    }

    @TestFactory
    Stream<DynamicTest> trainings() {
        return Stream.of(
                        List.of("train.truncated_bptt_steps=3"),
                        List.of("model.encoder.layers=2", "model.encoder.normalization=batch"),
                        List.of(
                                "model.encoder.dropout=0.3",
                                "model.encoder.layers=2",
                                "model.encoder.regularization={variational: true, zoneout: 0.1, weight_drop: 0.2}"),
                        List.of(
                                "train.schedule={name: plateau, options: {factor: 0.5, patience: 0}}",
                                "train.early_stopping.patience=2",
                                "train.optimizer={name: sgd, options: {learning_rate: 1.0e-12}}"),
                        List.of("train.pruning={sparsity: 0.5, begin: 0.2, end: 0.9}"),
                        List.of(
                                "train.optimizer={name: swa, options: {begin: 0.3, interval: 2, inner: {name: ema, options:"
                                        + " {inner: {name: lookahead, options: {steps: 3, inner: nadam}}}}}}"),
                        List.of(
                                "train.groups=[{match: 'encoder.*', learning_rate_scale: 0.1}]",
                                "train.decay_vectors=true"),
                        List.of("train.recompute=true", "train.clip.norm=0.1"),
                        List.of("data.split={validation: 0, test: 0.1}"))
                .map(overrides -> DynamicTest.dynamicTest(String.join(" ", overrides), () -> {
                    Experiment changed = experiment;
                    for (String override : overrides) {
                        changed = changed.set(override);
                    }
                    check(changed, 11);
                }));
    }

    @Test
    void run_stoppedInTheFirstEpochOrAtTheEndOfOne_endsWithTheSameBits() throws IOException {
        check(experiment, 3);
        check(experiment, 12);
    }

    @Test
    void export_ofAResumedRun_isTheSameFile() throws IOException {
        Experiment exported = experiment.set("export", "onnx");
        Run whole = exported.run().run();
        Run resumed = resumed(exported, 10);

        assertThat(onnx(resumed)).isEqualTo(onnx(whole));
    }

    /** The exported file's bytes but for the name of its run. */
    private static String onnx(Run run) throws IOException {
        return Files.readString(run.path().resolve("model.onnx"), StandardCharsets.ISO_8859_1)
                .replace(run.id(), "RUN");
    }

    private void check(Experiment changed, int step) throws IOException {
        Run whole = changed.run().run();
        Run resumed = resumed(changed, step);
        for (String name : List.of("best.safetensors", "metrics.jsonl", "results.json")) {
            assertThat(Files.mismatch(resumed.path().resolve(name), whole.path().resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    private Run resumed(Experiment changed, int step) throws IOException {
        RunObserver stop = new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (event instanceof TrainingEvent.BatchEnded ended && ended.step() == step) {
                    throw new Stop();
                }
            }
        };
        Stop stopped = catchThrowableOfType(
                Stop.class, () -> changed.withObserver(stop).run());
        assertThat(stopped).as("the run came to step %d", step).isNotNull();
        Run run = new Runs(folder.resolve("runs")).find("latest");
        assertThat(Resumption.of(run).withRegistry(REGISTRY).run().run().path()).isEqualTo(run.path());
        List<Object> resumed = new ArrayList<>();
        run.events().forEach(event -> {
            if (event instanceof RunEvent.Resumed at) {
                resumed.add((int) at.step());
            }
        });
        // The last checkpoint before the stop, in the middle of an epoch.
        assertThat(resumed).containsExactly((step - 1) / 4 * 4);
        return run;
    }
}
