package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs of a small experiment in a folder, which stop where they are told to. */
final class StoppedRuns {
    static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    private final Path folder;

    StoppedRuns(Path folder) {
        this.folder = folder;
    }

    /** An exception that stops a run. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The experiment, with a checkpoint in each epoch. */
    Experiment experiment() {
        // Four updates in an epoch.
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder)
                .set("train.checkpoint.every_steps", 4);
    }

    static Resumption resumption(Run run) {
        return Resumption.of(run).withRegistry(REGISTRY);
    }

    static RunException refused(Resumption resumption) {
        return catchThrowableOfType(RunException.class, resumption::run);
    }

    Run stoppedAt(Experiment experiment, int step) {
        return stopped(experiment, at(step));
    }

    Run stopped(Experiment experiment, Predicate<TrainingEvent> where) {
        assertThat(catchThrowableOfType(
                        Stop.class, () -> experiment.withObserver(stop(where)).run()))
                .isNotNull();
        return new Runs(folder).find("latest");
    }

    static Predicate<TrainingEvent> at(int step) {
        return event -> event instanceof TrainingEvent.BatchEnded ended && ended.step() == step;
    }

    static RunObserver stop(Predicate<TrainingEvent> where) {
        return new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (where.test(event)) {
                    throw new Stop();
                }
            }
        };
    }

    static RunObserver notes(List<String> notes) {
        return new RunObserver() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }

    static List<Path> checkpoints(Run run) throws IOException {
        try (Stream<Path> files = Files.list(run.path().resolve("checkpoints"))) {
            return files.sorted().toList();
        }
    }

    /** The step that the run would go on from. */
    static long step(Run run) throws IOException {
        return new CheckpointFolder(run.path())
                .latest(note -> {})
                .orElseThrow()
                .state()
                .position()
                .step();
    }

    static List<Object> names(Run run) throws IOException {
        List<Object> names = new ArrayList<>();
        for (RunEvent event : run.events()) {
            names.add(event.getClass().getSimpleName());
        }
        return names;
    }

    static void assertSameFiles(Run actual, Run expected) throws IOException {
        assertThat(actual.state()).isEqualTo(RunState.FINISHED);
        for (String name : List.of("best.safetensors", "metrics.jsonl", "results.json", "model.json")) {
            assertThat(Files.mismatch(
                            actual.path().resolve(name), expected.path().resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
        assertThat(actual.path()).isDirectoryNotContaining("glob:**{.tmp,.partial}");
        assertThat(actual.path().resolve("error.log")).doesNotExist();
    }
}
