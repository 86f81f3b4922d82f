package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Studies of a small experiment on texts, in a folder. */
final class SmallStudies {
    static final String TEXTS = """
            name: small
            data:
              source: {name: csv, options: {file: texts.csv, text: text, labels: [label], part: part}}
            model:
              embedding: {size: 4}
              encoder: {cell: {choice: [gru, {name: lstm, options: {forget_bias: {float: [0, 2]}}}]}, hidden: {int: [2, 8]}}
            train:
              epochs: 3
              batch_size: 16
              optimizer: {name: adam, options: {learning_rate: {float: [1e-4, 1e-1], log: true}}}
            pictures: false
            tune:
              objective: validation.loss
              sampler: tpe
              budget: {trials: 6}
              lag: 4
            """;

    private final Path folder;
    private final Path file;

    /** Writes the experiment and its texts. */
    SmallStudies(Path folder) throws IOException {
        this.folder = folder;
        file = Files.writeString(folder.resolve("experiment.yaml"), TEXTS);
        texts(false);
    }

    Path file() {
        return file;
    }

    /** Texts of two kinds, some of them wrong. */
    void texts(boolean otherTests) throws IOException {
        StringBuilder csv = new StringBuilder("text,label,part\n");
        for (int i = 0; i < 120; i++) {
            String part = i % 6 == 0 ? "test" : i % 6 == 1 ? "validation" : "training";
            boolean a = (i % 2 == 0) != (i % 11 == 0) != (otherTests && i % 6 == 0 && i > 20);
            csv.append((i % 2 == 0 ? "ab" : "ba").repeat(1 + i % 4))
                    .append("xyz".charAt(i % 3))
                    .append(i % 10);
            csv.append(',').append(a ? "a" : "b").append(',').append(part).append('\n');
        }
        Files.writeString(folder.resolve("texts.csv"), csv);
    }

    Answer tune(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("tune", file.toString(), "--name", name));
        arguments.addAll(List.of("--studies", folder.resolve("studies").toString()));
        arguments.addAll(List.of(more));
        return Answer.of(arguments.toArray(new String[0]));
    }

    StudyRecord study(String name) throws IOException {
        return StudyRecord.read(folder.resolve("studies").resolve(name));
    }

    Path trial(String name, int number) throws IOException {
        return study(name).folder().trials().resolve("000" + number);
    }

    static List<Run> runs(StudyRecord study) {
        return new Runs(study.folder().trials()).list();
    }
}
