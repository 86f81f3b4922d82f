package dev.sluice.core.train;

import dev.sluice.core.data.Batches;

/** The batches of each epoch of a training: a function of its seed and the epoch's number. */
record EpochBatches(TrainingConfig config, TrainingTask task) {
    Batches of(int epoch) {
        Batches plan = task.sampling()
                .map(sampling -> Batches.sampled(task.trainingData(), sampling, config.batchSize(), task.seed(), epoch))
                .orElseGet(() -> Batches.shuffled(task.trainingData(), config.batchSize(), task.seed(), epoch));
        return config.augment().active()
                ? plan.with(new AugmentedExamples(config.augment(), task.training(), task.seed(), epoch))
                : plan;
    }
}
