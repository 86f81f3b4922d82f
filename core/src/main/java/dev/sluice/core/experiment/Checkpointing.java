package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingResult;
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

    private final TrainingConfig.Checkpoints config;
    private final RunFolder run;
    private final CheckpointFolder folder;
    private final Supplier<Checkpoint.Seal> seal;
    private final AtEnd atEnd;
    private long savedAt = System.nanoTime();
    private TrainingEvent.@Nullable Resumable last;
    private boolean lastIsSaved;

    /** The part of a finished training that is saved. */
    enum AtEnd {
        /** Everything, so that it can continue to more epochs. */
        WHOLE,
        /** Its outcome, which is enough to test and export it. */
        OUTCOME
    }

    /**
     * Saves in a run's folder.
     *
     * @param seal of the training, made at the first checkpoint: nothing is to stand before the first batch
     */
    Checkpointing(TrainingConfig.Checkpoints config, RunFolder run, Supplier<Checkpoint.Seal> seal, AtEnd atEnd) {
        this.config = config;
        this.run = run;
        this.folder = new CheckpointFolder(run.path());
        this.seal = seal;
        this.atEnd = atEnd;
    }

    @Override
    public void on(TrainingEvent event) {
        if (!config.active()) {
            return;
        }
        if (event instanceof TrainingEvent.Resumable now) {
            last = now;
            lastIsSaved = isDue(now);
            if (lastIsSaved) {
                save(now, false);
            }
        } else if (event instanceof TrainingEvent.Finished finished
                && finished.reason() != TrainingResult.Reason.INTERRUPTED
                && last != null
                && (!lastIsSaved || atEnd == AtEnd.OUTCOME)) {
            save(last, atEnd == AtEnd.OUTCOME);
        }
    }

    private void save(TrainingEvent.Resumable now, boolean outcome) {
        // An interrupted thread cannot write through a channel: it would close it.
        boolean interrupted = Thread.interrupted();
        try {
            TrainingState state = now.state().get();
            save(outcome ? state.outcome() : state, !outcome);
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

    private void save(TrainingState state, boolean complete) {
        long began = System.nanoTime();
        try {
            folder.save(new Checkpoint(state, run.eventBytes(), seal.get(), complete), complete ? config.keep() : 1);
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
