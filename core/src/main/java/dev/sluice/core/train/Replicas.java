package dev.sluice.core.train;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Copies of a training on other machines, which compute the shards of its batches. The training and its replicas make the
 * same updates one after the other, so they always have the same weights: only sums travel between them.
 *
 * <p>A training calls {@link #sum} for each update, from one thread. Each replica is a {@link Replica}.
 */
public interface Replicas extends AutoCloseable {
    /**
     * The sum of losses and gradients over all shards of a batch, in the form of {@link Replica#sum}, whoever computes it and
     * however often it has to be begun again.
     *
     * @param update to make; replicas apply it by themselves
     * @param state of the training before it, from which lost replicas begin
     * @param interrupted whether the training is to end, which makes it unnecessary to wait
     * @return empty if the training was interrupted first
     */
    Optional<float[]> sum(ReplicaUpdate update, Supplier<TrainingState> state, BooleanSupplier interrupted);

    /** Ends the replicas. */
    @Override
    void close();
}
