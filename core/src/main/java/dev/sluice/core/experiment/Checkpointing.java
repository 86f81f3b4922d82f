package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Saves a training as often as its experiment says, and at its end. The timing never affects results. */
final class Checkpointing implements TrainingListener {
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final TrainConfig.CheckpointConfig config;
    private final RunFolder run;
    private final CheckpointFolder folder;
    private final Supplier<Checkpoint.Seal> seal;
    private long savedAt = System.nanoTime();
    /** The last moment that was not saved: where training stands when it ends. */
    private TrainingEvent.@Nullable Resumable unsaved;

    /**
     * Saves in a run's folder.
     *
     * @param seal of the training, made at the first checkpoint: nothing is to stand before the first batch
     */
    Checkpointing(TrainConfig.CheckpointConfig config, RunFolder run, Supplier<Checkpoint.Seal> seal) {
        this.config = config;
        this.run = run;
        this.folder = new CheckpointFolder(run.path());
        this.seal = seal;
    }

    @Override
    public void on(TrainingEvent event) {
        if (!config.active()) {
            return;
        }
        if (event instanceof TrainingEvent.Resumable now) {
            unsaved = now;
            if (isDue(now)) {
                saveWhole(now);
            }
        } else if (event instanceof TrainingEvent.Finished && unsaved != null) {
            saveWhole(unsaved);
        }
    }

    private void saveWhole(TrainingEvent.Resumable now) {
        // An interrupted thread cannot write through a channel: it would close it.
        boolean interrupted = Thread.interrupted();
        try {
            save(now.state().get());
            unsaved = null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isDue(TrainingEvent.Resumable now) {
        long elapsed = System.nanoTime() - savedAt;
        boolean bySteps = config.everySteps() > 0 && now.step() % config.everySteps() == 0;
        boolean byTime = config.everyMinutes() > 0 && elapsed >= config.everyMinutes() * NANOS_PER_MINUTE;
        // Forcing each to the disk is not worth it for epochs that take milliseconds.
        boolean byEpochs = now.moment() == TrainingEvent.Moment.EPOCH
                && config.everyEpochs() > 0
                && now.epoch() % config.everyEpochs() == 0
                && elapsed >= SHORTEST_NANOS;
        return bySteps || byTime || byEpochs || now.moment() == TrainingEvent.Moment.INTERRUPTION;
    }

    private void save(TrainingState state) {
        long began = System.nanoTime();
        try {
            folder.save(new Checkpoint(state, run.eventBytes(), seal.get()), config.keep());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the checkpoint of step " + state.position().step() + " cannot be written to " + run.path() + ": "
                            + e.getMessage() + "; is the disk full?",
                    e);
        }
        savedAt = System.nanoTime();
        run.event(new RunEvent.CheckpointSaved(
                Instant.now(), state.position().step(), (savedAt - began) / NANOS_PER_MILLISECOND));
    }
}
