package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensors;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The result of a training.
 *
 * @param parameters the best weights; after an interruption in the first epoch those of that moment
 * @param bestEpoch the epoch they are from, 0 if no epoch was finished
 * @param history all finished epochs
 * @param reason why training ended
 * @param dense the best weights before pruning began
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TrainingResult(Tensors parameters, int bestEpoch, List<EpochReport> history, Reason reason, Dense dense) {
    /**
     * The best weights before any were removed, for comparison.
     *
     * @param parameters none if nothing is pruned or no epoch ended before
     * @param epoch they are from; 0 if there is none
     */
    public record Dense(Tensors parameters, int epoch) {}

    /** The reason why a training ended. */
    public enum Reason {
        /** All epochs have run. */
        COMPLETED,
        /** The watched figure had not improved for the set number of epochs. */
        STOPPED_EARLY,
        /** On request. */
        INTERRUPTED
    }

    /** Copies the list. */
    public TrainingResult {
        history = List.copyOf(history);
    }
}
