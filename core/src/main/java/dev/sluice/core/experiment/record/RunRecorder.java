package dev.sluice.core.experiment.record;

import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;

/** Records a training: figures of each epoch, events with times, the best weights at each improvement in the background. */
public final class RunRecorder implements TrainingListener, AutoCloseable {
    private static final double NANOSECONDS = 1e-9;
    private static final double MILLISECONDS = 1e3;

    private final RunFolder folder;
    private final WeightsFile weights;
    private final BackgroundWriter writer = new BackgroundWriter("sluice-weights");
    private int sequences;
    private int sequencesBefore;
    private long epochStarted;

    /**
     * A recorder.
     *
     * @param recipe the mark of the experiment in a {@link WeightsFile}
     */
    public RunRecorder(RunFolder folder, Network network, String recipe) {
        this.folder = folder;
        this.weights = new WeightsFile(folder.path(), network, recipe);
    }

    @Override
    public void on(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.Started started -> started(started);
            case TrainingEvent.EpochStarted started -> {
                epochStarted = System.nanoTime();
                sequencesBefore = started.sequences();
            }
            case TrainingEvent.BatchEnded ended -> batchEnded(ended);
            case TrainingEvent.EpochEnded ended -> epochEnded(ended.report());
            case TrainingEvent.Improved improved -> save(improved.epoch(), improved.parameters());
            case TrainingEvent.Resumable resumable -> {}
            case TrainingEvent.Finished finished -> {
                writer.await();
                folder.event(new RunEvent.TrainingFinished(Instant.now(), finished.reason(), finished.bestEpoch()));
            }
        }
    }

    private void started(TrainingEvent.Started started) {
        if (started.step() == 0 || !folder.isResumed()) {
            folder.event(new RunEvent.TrainingStarted(
                    Instant.now(), started.sequences(), started.parameters(), started.memory()));
        }
    }

    private void batchEnded(TrainingEvent.BatchEnded ended) {
        sequences = ended.sequences();
        if (ended.step() == 1) {
            double uptime = ManagementFactory.getRuntimeMXBean().getUptime() / MILLISECONDS;
            folder.event(new RunEvent.FirstBatch(Instant.now(), uptime));
        }
    }

    private void epochEnded(EpochReport report) {
        folder.metrics(report);
        double seconds = (System.nanoTime() - epochStarted) * NANOSECONDS;
        folder.event(new RunEvent.EpochEnded(
                Instant.now(), report.epoch(), seconds, (sequences - sequencesBefore) / seconds));
    }

    /**
     * Writes the best weights in the background.
     *
     * @param best not changed later
     */
    public void save(int epoch, Tensors best) {
        writer.start(() -> {
            try {
                weights.write(best, epoch);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the best weights cannot be written to " + folder.path() + ": " + e.getMessage()
                                + "; is the disk full?",
                        e);
            }
        });
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        writer.close();
    }
}
