package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.tensor.Tensors;
import java.util.Optional;

/**
 * A copy of a training on another machine, which computes some shards of each batch and then makes the update that all make.
 *
 * <pre>
 *   for each update: sum of its own shards → sum of all (sent by the caller) → apply
 * </pre>
 */
public final class Replica {
    private final TrainingConfig config;
    private final EpochBatches epochs;
    private final Updates updates;
    private Optional<Epoch> current = Optional.empty();

    private record Epoch(int number, Batches batches) {}

    /**
     * A replica of a training as it was at some update.
     *
     * @param from parameters, optimizer and pruning of the training. Not modified.
     */
    public Replica(TrainingConfig config, TrainingTask task, EngineOptions engine, TrainingState from) {
        this.config = config;
        epochs = new EpochBatches(config, task);
        long planned =
                (long) Batches.sizes(task.trainingData(), config.batchSize()).batches() * config.epochs();
        updates = new Updates(config, task, engine, planned, from);
    }

    /** Length of the array of sums. */
    public int length() {
        return updates.sums().length();
    }

    /** The most shards of a batch. */
    public int shards() {
        return config.parallel().shards();
    }

    /** The shards of an update's batch, fewer than {@link #shards} if it has fewer rows. */
    public int shards(ReplicaUpdate update) {
        return updates.shards(batch(update).values()).size();
    }

    /**
     * The sum of losses and gradients over shards of a batch, in the order in which one machine adds them if there are
     * 2^k of them and the first is a multiple of 2^k, or they are the last ones.
     *
     * @param from first shard
     * @param to the one after the last; may be beyond the batch's last
     * @return empty if the batch has no such shard
     */
    public Optional<float[]> sum(ReplicaUpdate update, int from, int to) {
        return updates.sum(batch(update), update.step(), from, to).map(updates.sums()::flat);
    }

    /**
     * Makes an update, unless the gradients are not finite.
     *
     * @param total over all shards
     */
    public void apply(ReplicaUpdate update, float[] total) {
        Updates.Gradient gradient = updates.gradient(total);
        if (gradient.finite()) {
            updates.apply(gradient, update.scale(), update.step());
        }
    }

    /** The live weights. */
    public Tensors parameters() {
        return updates.parameters();
    }

    private Batch batch(ReplicaUpdate update) {
        Epoch epoch = current.filter(known -> known.number() == update.epoch())
                .orElseGet(() -> new Epoch(update.epoch(), epochs.of(update.epoch())));
        current = Optional.of(epoch);
        return epoch.batches().get(update.batch());
    }
}
