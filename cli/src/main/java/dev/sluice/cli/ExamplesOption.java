package dev.sluice.cli;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The argument that names examples, and the option for their folder. */
final class ExamplesOption {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names of examples (default: all).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--examples",
            paramLabel = "DIR",
            description = "Folder of the examples (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("examples");

    /** Reads what a command needs of an example from its folder; empty if it is not there. */
    @FunctionalInterface
    interface Reader<T> {
        Optional<T> read(Path folder) throws IOException;
    }

    /** The folder. */
    Path folder() {
        return folder;
    }

    /**
     * The chosen examples by name, sorted.
     *
     * @param file that an example must have for the command, for messages
     * @throws DataException if one that is named has none
     */
    <T> SortedMap<String, T> chosen(String file, Reader<T> reader) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DataException("there is no folder of examples " + folder + "; name it with --examples");
        }
        SortedMap<String, T> examples = new TreeMap<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.filter(Files::isDirectory).toList()) {
                reader.read(each).ifPresent(known -> examples.put(String.valueOf(each.getFileName()), known));
            }
        }
        for (String name : names) {
            if (!examples.containsKey(name)) {
                throw new DataException("there is no example '" + name + "' with a " + file + " in " + folder
                        + Suggestions.choice(name, "there is", examples.keySet()));
            }
        }
        if (!names.isEmpty()) {
            examples.keySet().retainAll(names);
        }
        return examples;
    }
}
