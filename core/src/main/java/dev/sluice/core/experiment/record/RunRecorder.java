package dev.sluice.core.experiment.record;

import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes down what a training tells: figures of each epoch, events with times, the best weights as soon as they are known. */
public final class RunRecorder implements TrainingListener {
    private static final double NANOSECONDS = 1e-9;
    private static final double MILLISECONDS = 1e3;

    private final RunFolder folder;
    private final Network network;
    private int sequences;
    private int sequencesBefore;
    private long epochStarted;

    public RunRecorder(RunFolder folder, Network network) {
        this.folder = folder;
        this.network = network;
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
            case TrainingEvent.Finished finished ->
                folder.event(
                        "training_finished",
                        facts(
                                "reason",
                                finished.reason().name().toLowerCase(Locale.ROOT),
                                "best_epoch",
                                finished.bestEpoch()));
        }
    }

    private void started(TrainingEvent.Started started) {
        // A training that goes on has said so when it began.
        if (started.step() == 0) {
            Map<String, Object> facts = facts("sequences", started.sequences(), "parameters", started.parameters());
            facts.put("memory", memory(started.memory()));
            folder.event("training_started", facts);
        }
    }

    private static Map<String, Object> memory(TrainingMemory memory) {
        Map<String, Object> bytes = facts("weights", memory.weights(), "optimizer", memory.optimizer());
        bytes.put("activations", memory.activations());
        return bytes;
    }

    private void batchEnded(TrainingEvent.BatchEnded ended) {
        sequences = ended.sequences();
        if (ended.step() == 1) {
            // What a user waited for, the loading of classes and data with it.
            double uptime = ManagementFactory.getRuntimeMXBean().getUptime() / MILLISECONDS;
            folder.event("first_batch", Map.of("seconds_since_start", uptime));
        }
    }

    private void epochEnded(EpochReport report) {
        folder.metrics(EpochFigures.of(report));
        double seconds = (System.nanoTime() - epochStarted) * NANOSECONDS;
        folder.event(
                "epoch_ended",
                facts(
                        "epoch",
                        report.epoch(),
                        "seconds",
                        seconds,
                        "sequences_per_second",
                        (sequences - sequencesBefore) / seconds));
    }

    /** Writes the best weights. */
    public void save(int epoch, Tensors weights) {
        try {
            WeightsFile.write(folder.path(), WeightsFile.NAME, network, weights, epoch);
        } catch (IOException e) {
            throw new UncheckedIOException("the best weights cannot be written to " + folder.path(), e);
        }
    }

    private static Map<String, Object> facts(String name, Object value, String second, Object secondValue) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(name, value);
        facts.put(second, secondValue);
        return facts;
    }

    private static Map<String, Object> facts(
            String name, Object value, String second, Object secondValue, String third, Object thirdValue) {
        Map<String, Object> facts = facts(name, value, second, secondValue);
        facts.put(third, thirdValue);
        return facts;
    }
}
