package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.Checksum;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Saves a training as often as its experiment says. When it does so reaches no number. */
final class Checkpointing implements TrainingListener {
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final TrainConfig.CheckpointConfig config;
    private final RunFolder run;
    private final CheckpointFolder folder;
    private final Tensors initial;
    /** Empty until it is needed: nothing is to stand before the first batch. */
    private String initialSum = "";

    private long savedAt = System.nanoTime();

    /**
     * Saves in a run's folder.
     *
     * @param initial the weights that the training began with
     */
    Checkpointing(TrainConfig.CheckpointConfig config, RunFolder run, Tensors initial) {
        this.config = config;
        this.run = run;
        this.folder = new CheckpointFolder(run.path());
        this.initial = initial;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.Resumable now && config.active() && isDue(now)) {
            // An interrupted thread cannot write through a channel: it would close it.
            boolean interrupted = Thread.interrupted();
            try {
                save(now.state().get());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private boolean isDue(TrainingEvent.Resumable now) {
        long elapsed = System.nanoTime() - savedAt;
        boolean bySteps = config.everySteps() > 0 && now.step() % config.everySteps() == 0;
        boolean byTime = config.everyMinutes() > 0 && elapsed >= config.everyMinutes() * NANOS_PER_MINUTE;
        // Of epochs that take milliseconds it is not worth to bring each to the disk.
        boolean byEpochs = now.moment() == TrainingEvent.Moment.EPOCH
                && config.everyEpochs() > 0
                && now.epoch() % config.everyEpochs() == 0
                && elapsed >= SHORTEST_NANOS;
        return bySteps || byTime || byEpochs || now.moment() == TrainingEvent.Moment.INTERRUPTION;
    }

    private void save(TrainingState state) {
        long began = System.nanoTime();
        initialSum = initialSum.isEmpty() ? sum(initial) : initialSum;
        try {
            folder.save(new Checkpoint(state, run.eventBytes(), initialSum), config.keep());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the checkpoint of step " + state.position().step() + " cannot be written to " + run.path() + ": "
                            + e.getMessage() + "; is the disk full?",
                    e);
        }
        savedAt = System.nanoTime();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step", state.position().step());
        facts.put("milliseconds", (savedAt - began) / NANOS_PER_MILLISECOND);
        run.event("checkpoint", facts);
    }

    /** The sum by which first weights are known again. */
    static String sum(Tensors weights) {
        return Checksum.of("", weights);
    }
}
