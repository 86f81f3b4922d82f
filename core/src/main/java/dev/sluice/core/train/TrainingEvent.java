package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensors;
import java.util.function.Supplier;

/** What a training tells while it runs, in this order: started, epochs with their batches, finished. */
public sealed interface TrainingEvent {
    /**
     * Training begins.
     *
     * @param epochs at most
     * @param batches per epoch
     * @param sequences training examples
     * @param parameters numbers that training changes
     * @param memory what it needs
     * @param step updates made before, where a training goes on; else 0
     */
    record Started(int epochs, int batches, int sequences, long parameters, TrainingMemory memory, long step)
            implements TrainingEvent {}

    /**
     * An epoch begins.
     *
     * @param epoch from 1
     * @param sequences seen of it before, where a training goes on in its middle; else 0
     */
    record EpochStarted(int epoch, int epochs, int batches, int sequences) implements TrainingEvent {}

    /**
     * An update was made.
     *
     * @param epoch from 1
     * @param batch from 1
     * @param batches in the epoch
     * @param step updates since the beginning of training
     * @param sequences seen in this epoch so far
     * @param loss mean over this batch
     * @param gradientNorm before clipping
     * @param learningRate that was used
     */
    record BatchEnded(
            int epoch,
            int batch,
            int batches,
            long step,
            int sequences,
            double loss,
            double gradientNorm,
            double learningRate)
            implements TrainingEvent {}

    /** All batches of an epoch were seen and the validation data measured. */
    record EpochEnded(EpochReport report) implements TrainingEvent {}

    /**
     * The weights are better than all before: the moment to save them.
     *
     * @param epoch from 1
     * @param parameters live: valid during the call only. Not to be modified.
     */
    record Improved(int epoch, Tensors parameters) implements TrainingEvent {}

    /**
     * Training could go on from here at any later time: the moment to save it.
     *
     * @param epoch how many have ended
     * @param step updates since the beginning of training
     * @param state made when asked for, which may be until the next update or the end. Its tensors are live. Not to be
     *     modified.
     */
    record Resumable(Moment moment, int epoch, long step, Supplier<TrainingState> state) implements TrainingEvent {}

    /** When a training can be saved. */
    enum Moment {
        /** After an update in the middle of an epoch. */
        UPDATE,
        /** After an epoch. */
        EPOCH,
        /** Somebody asked it to end. */
        INTERRUPTION
    }

    /** Training is over; the best weights are in the result. */
    record Finished(TrainingResult.Reason reason, int bestEpoch) implements TrainingEvent {}
}
