package dev.sluice.cluster;

import dev.sluice.core.experiment.Experiment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An experiment of some seconds with most of what can differ between machines: dropout, pruning, batches of unequal size. */
public final class SmallRun {
    /** Batches of 13 rows, the last one of fewer rows than there are shards. */
    private static final String EXPERIMENT = """
            name: small
            data:
              source: {name: csv, options: {file: texts.csv, text: text, labels: [label], part: part}}
            model:
              embedding: {size: 4}
              encoder: {cell: gru, hidden: 6, dropout: 0.2}
            train:
              epochs: 3
              batch_size: 13
              parallel: {shards: 6}
              clip: {norm: 1}
              pruning: {sparsity: 0.3}
              optimizer: {name: adam, options: {learning_rate: 0.02}}
              schedule: {name: cosine}
              checkpoint: {every_steps: 2}
            pictures: false
            export: none
            """;

    private SmallRun() {}

    /** Writes the experiment and its data into a folder; returns the experiment. */
    public static Path write(Path folder) {
        StringBuilder csv = new StringBuilder("text,label,part\n");
        for (int i = 0; i < 120; i++) {
            String part = i % 6 == 0 ? "test" : i % 6 == 1 ? "validation" : "training";
            csv.append((i % 2 == 0 ? "ab" : "ba").repeat(1 + i % 4)).append("xyz".charAt(i % 3));
            csv.append(',').append((i % 2 == 0) != (i % 11 == 0) ? "a" : "b");
            csv.append(',').append(part).append('\n');
        }
        try {
            Files.writeString(folder.resolve("texts.csv"), csv);
            return Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bits that this machine alone comes to. */
    public static List<String> alone(Path folder) {
        return bits(Experiment.load(write(folder))
                .withRuns(folder.resolve("alone"))
                .run()
                .run()
                .path());
    }

    /** The weights and figures of a run. */
    public static List<String> bits(Path run) {
        List<String> bits = new ArrayList<>();
        for (String file : List.of("best.safetensors", "metrics.jsonl")) {
            try {
                bits.add(file + " " + HexFormat.of().formatHex(Files.readAllBytes(run.resolve(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bits;
    }
}
