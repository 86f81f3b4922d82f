package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small experiment on texts that anyone can tell apart. */
final class Examples {
    private static final long MOST_MILLIS = 60_000;

    private Examples() {}

    static void writeTexts(Path file) throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        for (int i = 0; i < 60; i++) {
            csv.append("a".repeat(1 + i % 7))
                    .append("xyz".charAt(i % 3))
                    .append(i % 10)
                    .append(",a\n");
            csv.append("b".repeat(1 + i % 7))
                    .append("xyz".charAt(i % 3))
                    .append(i % 10)
                    .append(",b\n");
        }
        Files.writeString(file, csv);
    }

    static Path writeExperiment(Path folder) throws IOException {
        return Files.writeString(folder.resolve("experiment.yaml"), """
                name: small
                data:
                  source: {name: csv, options: {file: texts.csv, text: text, labels: [label]}}
                model:
                  embedding: {size: 4}
                  encoder: {cell: gru, hidden: 8}
                train:
                  epochs: 2
                  batch_size: 16
                  loss: cross-entropy
                export: none
                """);
    }

    /** The run in a folder, once it has finished an epoch. */
    static Run awaitFirstEpoch(Path runs, Process process) throws IOException, InterruptedException {
        for (long waited = 0; waited < MOST_MILLIS && process.isAlive(); waited += 50) {
            List<Run> all = new Runs(runs).list();
            if (!all.isEmpty() && !all.getFirst().metrics().isEmpty()) {
                return all.getFirst();
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("the run did not finish an epoch; alive: " + process.isAlive());
    }
}
