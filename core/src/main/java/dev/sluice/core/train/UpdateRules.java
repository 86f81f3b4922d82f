package dev.sluice.core.train;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Network;
import java.util.Map;

/** What a network, its losses and the way in which batches are cut must have in common. */
final class UpdateRules {
    private UpdateRules() {}

    /**
     * Refuses a training that cannot be, without compiling it.
     *
     * @throws IllegalArgumentException if network, losses and the way in which batches are cut do not go together
     */
    static void check(TrainingConfig config, TrainingTask task) {
        Network network = task.training();
        boolean streamed = task.trainingData().stream().isOn();
        requireWholeBatches(config, network, streamed);
        if (streamed || config.truncatedBpttSteps() > 0) {
            requireStates(network);
        }
        // What a loss cannot judge, it says when it is built.
        losses(config, network);
    }

    /** Refuses shards where a batch is more than the sum of its rows. */
    static void requireWholeBatches(TrainingConfig config, Network network, boolean streamed) {
        if (config.parallel().active() && !network.followed().isEmpty()) {
            throw new IllegalArgumentException(
                    "statistics of whole batches, " + network.followed().keySet()
                            + ", cannot be followed in shards; set train.parallel.shards: 1, or normalize otherwise");
        }
        if (config.parallel().active() && streamed) {
            throw new IllegalArgumentException(
                    "a stream's batches carry states from one to the next, which shards do not; set"
                            + " train.parallel.shards: 1");
        }
    }

    /** Refuses pieces of sequences where states are not carried from one to the next. */
    static void requireStates(Network network) {
        if (!network.mode().carriesStates()) {
            throw new IllegalArgumentException(
                    "training on pieces of sequences needs a network that carries its states,"
                            + " but this one is built for " + network.mode() + "; build it for TRAINING_WITH_STATES");
        }
    }

    /** The losses of all heads, and their sum, of a batch, a shard or the last piece of one. */
    static Map<String, Expr> losses(TrainingConfig config, Network network) {
        if (config.parallel().active()) {
            return Objective.lossesOfShard(network, config::objective);
        }
        return config.truncatedBpttSteps() > 0
                ? Objective.lossesOfPiece(network, config::objective, true)
                : Objective.losses(network, config::objective);
    }
}
