package dev.sluice.cli;

import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingEvent;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prints a line for each epoch and, on a terminal, a moving line below. */
final class ProgressPrinter implements RunObserver {
    // Short, so that the line fits into 80 columns and can be redrawn in place.
    private static final int BAR_COLUMNS = 8;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final boolean terminal;
    private long trainingBegan;
    private long epochBegan;
    private long drawn;
    private int epochs;
    private int sequences;
    private double epochsBefore;
    private int sequencesBefore;

    ProgressPrinter(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void started(Path folder) {
        print("Run " + folder);
    }

    @Override
    public void note(String line) {
        print(Printable.message(line));
    }

    @Override
    public void training(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.Started started -> {
                trainingBegan = System.nanoTime();
                epochs = started.epochs();
                epochsBefore = (double) started.step() / started.batches();
                print(String.format(Locale.ROOT, "Training %,d weights", started.parameters()));
                print("Memory " + started.memory());
            }
            case TrainingEvent.EpochStarted started -> {
                epochBegan = System.nanoTime();
                sequencesBefore = started.sequences();
            }
            case TrainingEvent.BatchEnded ended -> batch(ended);
            case TrainingEvent.EpochEnded ended -> print(line(ended.report()));
            case TrainingEvent.Improved improved -> {}
            case TrainingEvent.Resumable resumable -> {}
            case TrainingEvent.Finished finished -> print(words(finished));
        }
    }

    @Override
    public void interrupted(Path folder) {
        boolean weights = Files.exists(RunFile.WEIGHTS.in(folder));
        print("Interrupted. The logs are in " + folder
                + (weights
                        ? ", and so are the best weights so far"
                        : "; no epoch was finished, so there are no weights")
                + ". To resume: '" + Resumption.command(folder) + "'");
    }

    private void batch(TrainingEvent.BatchEnded ended) {
        sequences = ended.sequences();
        long now = System.nanoTime();
        if (!terminal || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        double done = (double) ended.batch() / ended.batches();
        int filled = (int) Math.round(done * BAR_COLUMNS);
        TerminalWriter.clearLine(out);
        out.print(String.format(
                Locale.ROOT,
                "epoch %d/%d [%s%s] %3d %%  loss %s  %,.0f sequences/s  %s left",
                ended.epoch(),
                epochs,
                "#".repeat(filled),
                ".".repeat(BAR_COLUMNS - filled),
                (int) (100 * done),
                Scores.words(ended.loss()),
                speed(),
                left(ended.epoch() - 1 + done)));
        out.flush();
    }

    /** One epoch in one line. */
    private String line(EpochReport report) {
        StringBuilder line = new StringBuilder(
                "epoch " + report.epoch() + "/" + epochs + "  training loss " + Scores.words(report.trainingLoss()));
        Scores validation = report.validation();
        if (!Double.isNaN(validation.loss())) {
            line.append("  validation loss ").append(Scores.words(validation.loss()));
            validation
                    .metrics()
                    .forEach((name, value) -> line.append("  " + name + " ").append(Scores.words(value)));
        }
        line.append(String.format(Locale.ROOT, "  %,.0f sequences/s", speed()));
        if (report.epoch() < epochs) {
            line.append("  ").append(left(report.epoch())).append(" left");
        }
        return line.append(report.best() ? "  best" : "").toString();
    }

    private double speed() {
        return (sequences - sequencesBefore) / Math.max(1e-9, (System.nanoTime() - epochBegan) / NANOS_PER_SECOND);
    }

    /** The remaining time at the current speed. */
    private String left(double epochsDone) {
        double elapsed = (System.nanoTime() - trainingBegan) / NANOS_PER_SECOND;
        return duration(elapsed / (epochsDone - epochsBefore) * (epochs - epochsDone));
    }

    /** {@code 7 s}, {@code 3:07}, {@code 1:03:07}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String words(TrainingEvent.Finished finished) {
        String best = "; the best weights are those of epoch " + finished.bestEpoch();
        return switch (finished.reason()) {
            case COMPLETED -> "Training finished" + best;
            case STOPPED_EARLY -> "Training stopped early, because nothing improved" + best;
            case INTERRUPTED -> "Training was interrupted";
        };
    }

    private void print(String line) {
        if (terminal) {
            TerminalWriter.clearLine(out);
        }
        out.println(line);
        out.flush();
    }
}
