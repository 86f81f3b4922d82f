package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What each batch adds to the mean training loss of its epoch, which weighs as validation does: a head by its sequences, or by
 * its steps where it has an output at each.
 */
final class EpochShares {
    private final TrainingConfig config;
    private final TrainingTask task;
    private final Batches.Sizes sizes;
    /** The outputs of an epoch by head: sequences, steps, or their weights. */
    private final Map<String, Double> outputs = new LinkedHashMap<>();

    EpochShares(TrainingConfig config, TrainingTask task, Batches.Sizes sizes) {
        this.config = config;
        this.task = task;
        this.sizes = sizes;
        task.training().heads().forEach((name, head) -> outputs.put(name, outputs(name, head)));
    }

    private double outputs(String name, Network.Head head) {
        Dataset data = task.trainingData();
        if (task.sampling().isPresent()) {
            return task.sampling().get().total(place -> outputs(data.examples().get(place), name, head));
        }
        return data.weight(name)
                .orElseGet(() -> head.everyStep()
                        ? sizes.stepsOfAll().orElseGet(() -> data.steps(head.lengths()))
                        : data.size());
    }

    private static double outputs(EncodedExample example, String name, Network.Head head) {
        Optional<Tensor> weights = example.weights().find(name);
        if (weights.isPresent()) {
            double sum = 0;
            for (float weight : weights.get().array()) {
                sum += weight;
            }
            return sum;
        }
        return head.everyStep() ? example.inputs().lengths().getOrDefault(head.lengths(), 0) : 1;
    }

    /** A batch's part of the mean loss of all heads. */
    double of(Updates.Gradient gradient, Batch batch) {
        double share = 0;
        for (Map.Entry<String, Network.Head> head : task.training().heads().entrySet()) {
            String name = head.getKey();
            double weight = config.objective(name).weight() * HeadScores.weight(name, head.getValue(), batch);
            share += weight
                    * Objects.requireNonNull(gradient.losses().get(name))
                    / Objects.requireNonNull(outputs.get(name));
        }
        return share;
    }
}
