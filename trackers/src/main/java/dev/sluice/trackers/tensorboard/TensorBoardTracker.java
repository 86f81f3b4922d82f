package dev.sluice.trackers.tensorboard;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.Sent;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.trackers.figures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes the figures of a run into an event file that TensorBoard reads: scalars by epoch, and those on the test part at the end. Figures
 * that are not finite are kept; TensorBoard draws them as gaps.
 */
public final class TensorBoardTracker implements Tracker {
    private final Options options;

    /** Options of the tracker. */
    @Description("Event files for TensorBoard.")
    public record Options(
            @Description(
                    "Folder for the logs of all runs, each in its own subfolder; by default, the folder tensorboard"
                            + " of the run")
            @Default("''")
            String folder) {}

    /** A tracker with the given options. */
    public TensorBoardTracker(Options options) {
        this.options = options;
    }

    @Override
    public Sent send(Run run, Sent before) throws IOException {
        Path folder =
                options.folder().isEmpty() ? run.path().resolve("tensorboard") : Path.of(options.folder(), run.id());
        Path file = folder.resolve("events.out.tfevents." + run.started().getEpochSecond() + ".sluice");
        Sent from = before;
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Files.write(file, EventFile.beginning(run.started()), StandardOpenOption.CREATE_NEW);
            from = new Sent(file.getFileName().toString(), 0, false);
        }
        boolean ended = run.state() == RunState.FINISHED;
        List<Figures> epochs = Figures.ofEpochs(run, from.epochs());
        for (Figures epoch : epochs) {
            append(file, epoch);
        }
        if (ended) {
            for (Figures test : Figures.ofTest(run)) {
                append(file, test);
            }
        }
        return new Sent(
                from.reference(),
                epochs.isEmpty() ? from.epochs() : epochs.getLast().step(),
                ended);
    }

    private static void append(Path file, Figures figures) throws IOException {
        if (!figures.values().isEmpty()) {
            Files.write(
                    file,
                    EventFile.figures(figures.time(), figures.step(), figures.values()),
                    StandardOpenOption.APPEND);
        }
    }
}
