package dev.sluice.core.data.split;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A file of lines {@code id,part}: which part each example belongs to. Mutable: counts what is asked for. */
final class PartsFile {
    private static final List<String> PARTS = List.of("training", "validation", "test");

    private final Path file;
    private final Map<String, Example.Part> parts;
    private final Set<String> unused;
    private int unnamed;
    private String firstUnnamed = "";

    private PartsFile(Path file, Map<String, Example.Part> parts) {
        this.file = file;
        this.parts = parts;
        unused = new LinkedHashSet<>(parts.keySet());
    }

    /**
     * Reads a file. A first line that ends in {@code part} is its header.
     *
     * @throws DataException if a line is of another form, or an id stands in two
     */
    static PartsFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "there is no file " + file + " (data.split.file); it must have lines of an id, a comma and a part");
        }
        Map<String, Example.Part> parts = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            int comma = line.lastIndexOf(',');
            String part = line.substring(comma + 1).strip();
            if (line.isBlank() || (number == 1 && part.equals("part"))) {
                continue;
            }
            String place = file + ", line " + number + ": ";
            if (comma < 0 || !PARTS.contains(part)) {
                throw new DataException(place + "must be an id, a comma and one of " + String.join(", ", PARTS)
                        + ", but is '" + Printable.word(line) + "'" + Suggestions.question(part, PARTS));
            }
            String id = line.substring(0, comma).strip();
            if (parts.put(id, Example.Part.valueOf(part.toUpperCase(Locale.ROOT))) != null) {
                throw new DataException(place + "the id '" + Printable.word(id) + "' stands in an earlier line too");
            }
        }
        return new PartsFile(file, parts);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read (data.split.file): it must be a text in UTF-8", e);
        }
    }

    /** The part of an example; {@code BY_HASH} for none. */
    Example.Part part(Example example) {
        unused.remove(example.name());
        Example.Part part = parts.get(example.name());
        if (part == null) {
            firstUnnamed = unnamed++ == 0 ? example.name() : firstUnnamed;
            return Example.Part.BY_HASH;
        }
        return part;
    }

    /** Counts what was not found on either side. Modified: report. */
    void report(DataReport report) {
        report.note(
                "examples_without_part",
                unnamed,
                String.format(
                        Locale.ROOT,
                        "Examples that are not in %s, left out: %,d, for example '%s' (data.split.file)",
                        file.getFileName(),
                        unnamed,
                        Printable.word(firstUnnamed)));
        report.note(
                "parts_without_example",
                unused.size(),
                String.format(
                        Locale.ROOT,
                        "Ids in %s without an example: %,d, for example '%s'",
                        file.getFileName(),
                        unused.size(),
                        Printable.word(unused.stream().findFirst().orElse(""))));
    }
}
