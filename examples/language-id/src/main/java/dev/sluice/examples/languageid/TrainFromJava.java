package dev.sluice.examples.languageid;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;

/** The experiment of {@code experiment.yaml}, from Java: the same values give the same bits. */
public final class TrainFromJava {
    private TrainFromJava() {}

    /** Trains, tests and exports; prints how good the model is and where everything is. */
    public static void main(String[] args) {
        RunResult result = experiment().run();
        result.report().forEach(System.out::println);
    }

    static Experiment experiment() {
        return Experiment.named("language-id")
                .set("seed", 1)
                .set("data.source.name", "cldr-names")
                .set("data.text.min_count", 2)
                .set("data.text.max_length", 64)
                .set("data.split.validation", 0.1)
                .set("data.split.test", 0.1)
                .set("model.embedding.size", 64)
                .set("model.encoder.cell", "gru")
                .set("model.encoder.hidden", 128)
                .set("model.encoder.direction", "bidirectional")
                .set("model.head.dropout", 0.2)
                .set("train.epochs", 10)
                .set("train.batch_size", 64)
                .set("train.loss", "cross-entropy")
                .set("train.metrics=[accuracy, {name: top-k, options: {k: 3}}]")
                .set("train.optimizer={name: adam, options: {learning_rate: 0.003}}")
                .set("train.schedule", "cosine")
                .set("train.clip.norm", 1.0)
                .set("train.early_stopping.patience", 3)
                .set("export={opset: 17}");
    }
}
