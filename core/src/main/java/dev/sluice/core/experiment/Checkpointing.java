package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.BackgroundWriter;
import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.CpuTime;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.CheckpointConfig;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Saves a training as often as its experiment says, and at its end. In between, a copy of the state is written in the background
 * while training goes on; where the writing takes longer than the time between two checkpoints, those due meanwhile are left out, but
 * not those that are due by a number of steps. The timing never affects results.
 */
final class Checkpointing implements TrainingListener, AutoCloseable {
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    /** So many times the pause that a checkpoint costs, or more, is trained between two: it costs 2 % at most. */
    private static final long PAUSES = 50;

    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final double MILLISECONDS = 1e3;

    private final CheckpointConfig config;
    private final RunFolder run;
    private final CheckpointFolder folder;
    private final Supplier<Checkpoint.Seal> seal;
    private final AtEnd atEnd;
    private final BackgroundWriter writer = new BackgroundWriter("sluice-checkpoint");
    /** How long the training stood still for the last checkpoint. */
    private long pause;

    /** When the last checkpoint was written. Set by the writer's thread. */
    private volatile long savedAt = System.nanoTime();

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
    Checkpointing(CheckpointConfig config, RunFolder run, Supplier<Checkpoint.Seal> seal, AtEnd atEnd) {
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
            if (lastIsSaved && now.moment() == TrainingEvent.Moment.INTERRUPTION) {
                saveNow(now, false);
            } else if (lastIsSaved) {
                long began = System.nanoTime();
                // Before the state is copied: there is room for one copy, not for two.
                writer.await();
                Checkpoint checkpoint = checkpoint(now.state().get().copy(), true);
                long waited = System.nanoTime() - began;
                pause = waited;
                writer.start(() -> save(checkpoint, waited));
            }
        } else if (event instanceof TrainingEvent.Finished finished
                && finished.reason() != TrainingResult.Reason.INTERRUPTED
                && last != null) {
            writer.await();
            if (!lastIsSaved || atEnd == AtEnd.OUTCOME) {
                saveNow(last, atEnd == AtEnd.OUTCOME);
            }
        }
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        writer.close();
    }

    private boolean isDue(TrainingEvent.Resumable now) {
        if (now.moment() == TrainingEvent.Moment.INTERRUPTION
                || (config.everySteps() > 0 && now.step() % config.everySteps() == 0)) {
            return true;
        }
        if (!writer.isIdle()) {
            return false;
        }
        long elapsed = System.nanoTime() - savedAt;
        boolean byTime = config.everyMinutes() > 0 && elapsed >= config.everyMinutes() * NANOS_PER_MINUTE;
        // Forcing each to the disk is not worth it for epochs that take milliseconds, nor copying a large state after
        // short ones.
        boolean byEpochs = now.moment() == TrainingEvent.Moment.EPOCH
                && config.everyEpochs() > 0
                && now.epoch() % config.everyEpochs() == 0
                && elapsed >= Math.max(SHORTEST_NANOS, pause * PAUSES);
        return byTime || byEpochs;
    }

    /** Saves on this thread: what is saved is not changed meanwhile. */
    private void saveNow(TrainingEvent.Resumable now, boolean outcome) {
        // An interrupted thread cannot write through a channel: it would close it.
        boolean interrupted = Thread.interrupted();
        try {
            long began = System.nanoTime();
            writer.await();
            TrainingState state = now.state().get();
            save(checkpoint(outcome ? state.outcome() : state, !outcome), System.nanoTime() - began);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Checkpoint checkpoint(TrainingState state, boolean complete) {
        try {
            return new Checkpoint(state, run.eventBytes(), seal.get(), complete);
        } catch (IOException e) {
            throw failure(state.position().step(), e);
        }
    }

    private void save(Checkpoint checkpoint, long waited) {
        long began = System.nanoTime();
        double cpuBefore = CpuTime.ofThisThread();
        long step = checkpoint.state().position().step();
        run.requireHeld();
        try {
            folder.save(checkpoint, checkpoint.complete() ? config.keep() : 1);
        } catch (IOException e) {
            throw failure(step, e);
        }
        savedAt = System.nanoTime();
        run.event(new RunEvent.CheckpointSaved(
                Instant.now(),
                step,
                (savedAt - began) / NANOS_PER_MILLISECOND,
                waited / NANOS_PER_MILLISECOND,
                (CpuTime.ofThisThread() - cpuBefore) * MILLISECONDS));
    }

    private UncheckedIOException failure(long step, IOException e) {
        return new UncheckedIOException(
                "the checkpoint of step " + step + " cannot be written to " + run.path() + ": " + e.getMessage()
                        + "; is the disk full?",
                e);
    }
}
