package dev.sluice.core.experiment.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.core.train.TrainingMemory;
import dev.sluice.core.train.TrainingResult;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A line of {@code events.jsonl}: an event and its time. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.DataRead.class, name = "data"),
    @JsonSubTypes.Type(value = RunEvent.TrainingStarted.class, name = "training_started"),
    @JsonSubTypes.Type(value = RunEvent.FirstBatch.class, name = "first_batch"),
    @JsonSubTypes.Type(value = RunEvent.EpochEnded.class, name = "epoch_ended"),
    @JsonSubTypes.Type(value = RunEvent.CheckpointSaved.class, name = "checkpoint"),
    @JsonSubTypes.Type(value = RunEvent.TrainingFinished.class, name = "training_finished"),
    @JsonSubTypes.Type(value = RunEvent.Interrupted.class, name = "interrupted"),
    @JsonSubTypes.Type(value = RunEvent.Resumed.class, name = "resumed")
})
public sealed interface RunEvent {
    /** The time when it happened. */
    Instant time();

    /** The data were read and prepared, with the amounts of data read, used, cut, dropped and merged, by name. */
    record DataRead(Instant time, Map<String, Long> counts) implements RunEvent {
        /** Copies the map, keeping its order. */
        public DataRead {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        }
    }

    /**
     * Training began.
     *
     * @param sequences to train on
     * @param parameters number of trainable parameters
     * @param memory that it needs
     */
    record TrainingStarted(Instant time, int sequences, long parameters, TrainingMemory memory) implements RunEvent {}

    /**
     * The first update was made.
     *
     * @param secondsSinceStart seconds since the start of the program, including the loading of classes and data
     */
    record FirstBatch(Instant time, double secondsSinceStart) implements RunEvent {}

    /** An epoch ended, and how fast it was. */
    record EpochEnded(Instant time, int epoch, double seconds, double sequencesPerSecond) implements RunEvent {}

    /**
     * Training was saved after a step.
     *
     * @param milliseconds that the writing took, from its start to its end
     * @param waitedMilliseconds for which the training stood still: until the checkpoint before was written and the state copied
     * @param cpuMilliseconds of processor time that the writing took
     */
    record CheckpointSaved(
            Instant time, long step, double milliseconds, double waitedMilliseconds, double cpuMilliseconds)
            implements RunEvent {}

    /** Training ended. */
    record TrainingFinished(Instant time, TrainingResult.Reason reason, int bestEpoch) implements RunEvent {}

    /**
     * The run was stopped from outside.
     *
     * @param saved whether training was saved in time; null if there was no training to save
     */
    record Interrupted(Instant time, @Nullable Boolean saved) implements RunEvent {}

    /**
     * The run was resumed.
     *
     * @param epochs that had ended
     * @param step from which it resumes
     * @param was state of the run before
     * @param message reason why it had stopped; null if unknown
     * @param command the command line
     */
    record Resumed(
            Instant time,
            int epochs,
            long step,
            RunState was,
            @Nullable String message,
            List<String> command) implements RunEvent {}
}
