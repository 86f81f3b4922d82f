package dev.sluice.bench.record;

import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice bench checkpoint}. */
@Command(
        name = "checkpoint",
        description = {
            "Train a large GRU with a checkpoint after every so many updates: what a checkpoint costs the training.",
            "The weights alone have 4 bytes for each parameter; the state has three to four times as much."
        },
        mixinStandardHelpOptions = true)
public final class CheckpointCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Units of each of two layers; ${DEFAULT-VALUE} unless given.")
    private int hidden = 1650;

    @Option(names = "--updates", paramLabel = "N", description = "Updates; ${DEFAULT-VALUE} unless given.")
    private int updates = 60;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Updates between two checkpoints; ${DEFAULT-VALUE} unless given.")
    private int every = 20;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the training; ${DEFAULT-VALUE} unless given.")
    private int threads = 1;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("sluice-checkpoint-");
        Updates timed = new Updates();
        Run run = new LargeTraining(hidden, updates, threads)
                .experiment(folder, every)
                .withObserver(timed)
                .run()
                .run();
        report(run, timed);
        return 0;
    }

    private void report(Run run, Updates timed) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        double written = run.events().stream()
                .filter(RunEvent.CheckpointSaved.class::isInstance)
                .mapToDouble(event -> ((RunEvent.CheckpointSaved) event).milliseconds() / MILLIS)
                .average()
                .orElse(0);
        double pause = mean(timed.pauses);
        out.printf(
                Locale.ROOT,
                "%.0f MB of weights, an update takes %.2f s%n",
                Files.size(run.file(RunFile.WEIGHTS)) / MEGABYTE,
                mean(timed.updates));
        out.printf(
                Locale.ROOT,
                "A checkpoint stops the training for %.2f s and is written beside it in %.2f s; one every %.0f s costs 2 %%%n",
                pause,
                written,
                pause / 0.02);
        out.flush();
    }

    private static double mean(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Takes the time of each update, and between the end of one and the moment when its checkpoint is in other hands. */
    private final class Updates implements RunObserver {
        private final List<Double> updates = new ArrayList<>();
        private final List<Double> pauses = new ArrayList<>();
        private long before;

        @Override
        public void training(TrainingEvent event) {
            long now = System.nanoTime();
            if (event instanceof TrainingEvent.BatchEnded) {
                updates.add((now - before) / NANOS);
                before = now;
            } else if (event instanceof TrainingEvent.Resumable resumable && resumable.step() % every == 0) {
                pauses.add((now - before) / NANOS);
                before = now;
            } else {
                before = now;
            }
        }
    }
}
