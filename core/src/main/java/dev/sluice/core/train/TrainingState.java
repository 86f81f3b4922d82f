package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensors;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The state of a training between two updates: everything that later results depend on. A training continued from it ends
 * with the same bits as the one it was taken from.
 *
 * <p>Random numbers are functions of seed and step, the batches of an epoch of seed and epoch, and schedules are given the
 * losses of past epochs again, so none of these is stored here.
 *
 * @param position within the epochs
 * @param parameters live values by name, running statistics with them
 * @param optimizer {@link Optimizer.Run#state}: moments, and the averages of wrappers
 * @param pruned by parameter: 1 for each removed weight, else 0; empty if nothing is pruned
 * @param carried states of a stream's rows after the last update; none where examples are read each by itself, or before the first
 *     update of an epoch
 * @param best weights so far
 * @param dense the best weights before pruning began
 * @param history of the epochs that have ended
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TrainingState(
        Position position,
        Tensors parameters,
        Tensors optimizer,
        Tensors pruned,
        Tensors carried,
        Best best,
        Best dense,
        List<EpochReport> history) {
    /** Copies the list; tensors are shared. */
    public TrainingState {
        history = List.copyOf(history);
    }

    /** The result of a finished training: the same without the parts that only further updates need. */
    public TrainingState outcome() {
        return new TrainingState(
                position, best.weights(), Tensors.of(), Tensors.of(), Tensors.of(), best, dense, history);
    }

    /** A copy that later updates do not change. The best weights are shared: they are replaced, never changed. */
    public TrainingState copy() {
        return new TrainingState(
                position, parameters.copy(), optimizer.copy(), pruned.copy(), carried.copy(), best, dense, history);
    }

    /** The state before the first update. */
    public static TrainingState initial(Tensors parameters) {
        return new TrainingState(
                Position.initial(),
                parameters,
                Tensors.of(),
                Tensors.of(),
                Tensors.of(),
                Best.none(),
                Best.none(),
                List.of());
    }

    /**
     * The progress of a training.
     *
     * @param batches seen of the current epoch
     * @param sequences in these
     * @param meanLoss what they add to the mean loss of the epoch
     * @param normSum of the batches' gradients, before clipping
     * @param step updates since the beginning
     * @param loss of the last update; NaN before the first
     * @param learningRate of the last update
     */
    public record Position(
            int batches, int sequences, double meanLoss, double normSum, long step, double loss, double learningRate) {
        static Position initial() {
            return new Position(0, 0, 0, 0, 0, Double.NaN, 0);
        }

        /**
         * The position one update later.
         *
         * @param size sequences in the batch
         * @param share what the batch adds to the mean loss of the epoch
         */
        Position updated(Updates.Gradient gradient, int size, double share, double rate) {
            return new Position(
                    batches + 1,
                    sequences + size,
                    meanLoss + share,
                    normSum + gradient.norm(),
                    step + 1,
                    gradient.loss(),
                    rate);
        }

        /** The position at the start of the next epoch. */
        Position nextEpoch() {
            return new Position(0, 0, 0, 0, step, loss, learningRate);
        }
    }

    /**
     * The best weights and their epoch.
     *
     * @param weights by name; none if no epoch has ended
     * @param figure that they reached; NaN if none was compared
     * @param epoch they are from; 0 for the initial ones, or if there are none
     * @param waited epochs since then
     */
    public record Best(Tensors weights, double figure, int epoch, int waited) {
        static Best none() {
            return new Best(Tensors.of(), Double.NaN, 0, 0);
        }

        /** Returns whether there are weights: of an epoch, or the initial ones, which have a figure where they were validated. */
        public boolean isKept() {
            return epoch > 0 || !Double.isNaN(figure);
        }
    }
}
