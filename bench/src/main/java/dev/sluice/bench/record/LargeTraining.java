package dev.sluice.bench.record;

import dev.sluice.core.experiment.Experiment;
import java.nio.file.Path;

/**
 * A training whose state is large: two layers of a GRU on sequences made up for it.
 *
 * @param hidden units of each layer
 * @param updates of the training
 * @param threads of the training
 */
record LargeTraining(int hidden, int updates, int threads) {
    private static final int BATCH = 8;
    /** Of the examples, eight in ten are trained on. */
    private static final int EXAMPLES_PER_UPDATE = 10;

    /**
     * The experiment.
     *
     * @param runs folder for its run
     * @param everySteps updates between two checkpoints; 0 for none
     */
    Experiment experiment(Path runs, int everySteps) {
        return Experiment.named("checkpoints")
                .withRuns(runs)
                .set("data.source={name: copy-memory, options: {examples: " + EXAMPLES_PER_UPDATE * updates
                        + ", blanks: 10}}")
                .set("data.split={validation: 0.1, test: 0.1}")
                .set("model.encoder={cell: gru, hidden: " + hidden + ", layers: 2}")
                .set("model.head.at", "every_step")
                .set("train.loss", "cross-entropy")
                .set("train.batch_size", BATCH)
                .set("train.epochs", 1)
                .set("train.threads", threads)
                .set("train.checkpoint={every_steps: " + everySteps
                        + ", every_minutes: 0, every_epochs: 0, at_end: false}")
                .set("export", "none")
                .set("baselines", "none");
    }
}
