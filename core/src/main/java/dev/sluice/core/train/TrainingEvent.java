package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensors;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/** An event of a running training, in this order: started, epochs with their batches, finished. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface TrainingEvent {
    /**
     * Training starts.
     *
     * @param epochs at most
     * @param batches per epoch
     * @param sequences training examples
     * @param parameters number of trained elements
     * @param memory needed
     * @param step updates made before, if a training is continued; else 0
     */
    record Started(int epochs, int batches, int sequences, long parameters, TrainingMemory memory, long step)
            implements TrainingEvent {}

    /**
     * An epoch starts.
     *
     * @param epoch from 1
     * @param sequences of it seen before, if a training is continued in its middle; else 0
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

    /** An epoch and its validation have ended. */
    record EpochEnded(EpochReport report) implements TrainingEvent {}

    /**
     * The weights are better than all before; now is the time to save them.
     *
     * @param epoch from 1
     * @param parameters live: valid during the call only. Not to be modified.
     */
    record Improved(int epoch, Tensors parameters) implements TrainingEvent {}

    /**
     * Training can be continued from here later; now is the time to save its state.
     *
     * @param epoch number of epochs that have ended
     * @param step updates since the beginning of training
     * @param state made on demand; to be asked for before the next update or the end. Its tensors are live and not to be
     *     modified.
     */
    record Resumable(Moment moment, int epoch, long step, Supplier<TrainingState> state) implements TrainingEvent {}

    /** The moments at which a training can be saved. */
    enum Moment {
        /** After an update in the middle of an epoch. */
        UPDATE,
        /** After an epoch. */
        EPOCH,
        /** On interruption. */
        INTERRUPTION
    }

    /** Training has ended; the best weights are in the result. */
    record Finished(TrainingResult.Reason reason, int bestEpoch) implements TrainingEvent {}
}
