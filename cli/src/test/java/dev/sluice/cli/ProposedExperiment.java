package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The experiment that {@code sluice data new} proposes for a file, and a run of it. */
final class ProposedExperiment {
    private ProposedExperiment() {}

    /** Where it stands in a folder. */
    static Path file(Path folder) {
        return folder.resolve("proposed.yaml");
    }

    /** Proposes one in place of the one before. */
    static Answer of(Path folder, Path data, String... wishes) throws IOException {
        Files.deleteIfExists(file(folder));
        List<String> words = new ArrayList<>(
                List.of("data", "new", data.toString(), "--out", file(folder).toString()));
        words.addAll(List.of(wishes));
        return Answer.of(words.toArray(String[]::new));
    }

    /** Runs it without an export. */
    static Answer run(Path folder, String... settings) {
        List<String> words = new ArrayList<>(List.of(
                "run", file(folder).toString(), "--runs", folder.resolve("runs").toString(), "--quiet"));
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        words.addAll(List.of("--set", "export=none"));
        return Answer.of(words.toArray(String[]::new));
    }
}
