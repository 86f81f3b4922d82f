package dev.sluice.trackers;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small runs to track. */
public final class TrackedRuns {
    private static final String YAML = """
            name: "spoken \\"digits\\""
            data: {source: {name: csv, options: {file: data.csv, text: text, labels: [label]}}}
            model: {embedding: {size: 3}, encoder: {hidden: 4}}
            train: {epochs: 4, batch_size: 8, loss: cross-entropy, optimizer: sgd, metrics: [accuracy]}
            export: none
            """;

    private TrackedRuns() {}

    /** An experiment of four epochs whose files are in a folder. */
    public static Experiment experiment(Path folder) throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 2 == 0 ? "aba" : "cdc").append(i).append(i % 2 == 0 ? ",vowels\n" : ",consonants\n");
        }
        Files.writeString(folder.resolve("data.csv"), rows);
        Path file = Files.writeString(folder.resolve("experiment.yaml"), YAML);
        return Experiment.load(file).withRuns(folder.resolve("runs"));
    }

    /** A run that failed after its second epoch. */
    public static Run stopped(Experiment experiment, Path folder) {
        try {
            experiment
                    .withObserver(new RunObserver() {
                        @Override
                        public void training(TrainingEvent event) {
                            if (event instanceof TrainingEvent.EpochStarted started && started.epoch() == 3) {
                                throw new IllegalStateException("stopped");
                            }
                        }
                    })
                    .run();
        } catch (IllegalStateException e) {
            return new Runs(folder.resolve("runs")).find("latest");
        }
        throw new AssertionError("the run did not stop");
    }
}
