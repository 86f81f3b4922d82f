package dev.sluice.bench.record;

import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Resources;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent.CheckpointSaved;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sluice bench recording}. Costs are read from what the run itself records of its checkpoints and measurements. Comparing the
 * times of trainings with and without them would take many hours: from one to the next they vary by more than what is looked for.
 */
@Command(
        name = "recording",
        description = {
            "Train a large GRU with regular checkpoints, to measure the cost of checkpoints and of recording resources.",
            "The weights alone take 4 bytes per parameter; the complete state takes three to four times as much."
        },
        mixinStandardHelpOptions = true)
public final class RecordingCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    /** Between two checkpoints of long epochs unless an experiment says otherwise: {@code train.checkpoint.every_minutes}. */
    private static final double USUAL_SECONDS = 300;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Units of each of two layers (default: ${DEFAULT-VALUE}).")
    private int hidden = 1650;

    @Option(names = "--updates", paramLabel = "N", description = "Updates (default: ${DEFAULT-VALUE}).")
    private int updates = 60;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Updates between two checkpoints (default: ${DEFAULT-VALUE}).")
    private int every = 20;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the training (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Override
    public Integer call() throws IOException {
        Timed timed = new Timed();
        Run run = new LargeTraining(hidden, updates, threads)
                .experiment(Files.createTempDirectory("sluice-recording-"), every)
                .withObserver(timed)
                .run()
                .run();
        report(run, timed.seconds());
        return 0;
    }

    private void report(Run run, double seconds) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%.0f MB of weights, %d updates in %.1f s%n",
                Files.size(run.file(RunFile.WEIGHTS)) / MEGABYTE,
                updates,
                seconds);
        List<CheckpointSaved> saved = run.events().stream()
                .filter(CheckpointSaved.class::isInstance)
                .map(CheckpointSaved.class::cast)
                // The one at the end of training stops nothing.
                .filter(checkpoint -> checkpoint.step() < updates)
                .toList();
        if (!saved.isEmpty()) {
            double waited = saved.stream()
                            .mapToDouble(CheckpointSaved::waitedMilliseconds)
                            .average()
                            .orElse(0)
                    / MILLIS;
            double cpu = saved.stream()
                            .mapToDouble(CheckpointSaved::cpuMilliseconds)
                            .average()
                            .orElse(0)
                    / MILLIS;
            out.printf(
                    Locale.ROOT,
                    "%d checkpoints: for each, training stands still for %.2f s, and writing takes %.2f s of processor time%n",
                    saved.size(),
                    waited,
                    cpu);
            out.printf(
                    Locale.ROOT,
                    "One in five minutes, as by default: %.2f %% of the time, %.2f %% if all processors are busy%n",
                    100 * waited / USUAL_SECONDS,
                    100 * (waited + cpu) / USUAL_SECONDS);
        }
        List<Resources> measured = run.resources();
        if (!measured.isEmpty()) {
            Resources last = measured.getLast();
            out.printf(
                    Locale.ROOT,
                    "%d measurements of resources: %.4f s of processor time, %.4f %% of the time%n",
                    measured.size(),
                    last.recordingSeconds(),
                    100 * last.recordingSeconds() / last.seconds());
        }
        out.flush();
    }

    /** Takes the time from the first update to the last. */
    private static final class Timed implements RunObserver {
        private long began;
        private long ended;

        @Override
        public void training(TrainingEvent event) {
            if (event instanceof TrainingEvent.BatchEnded) {
                ended = System.nanoTime();
                began = began == 0 ? ended : began;
            }
        }

        double seconds() {
            return (ended - began) / NANOS;
        }
    }
}
