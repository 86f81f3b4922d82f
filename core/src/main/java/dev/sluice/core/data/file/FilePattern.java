package dev.sluice.core.data.file;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Paths in options that may stand for several files: a {@code *} in a part of the path stands for any word there. */
public final class FilePattern {
    private FilePattern() {}

    /**
     * A file that a path stands for.
     *
     * @param word that the first {@code *} stands for; empty if there is none
     */
    public record Match(Path file, String word) {}

    /**
     * The files of a path, sorted by their paths; the file of a path without {@code *}, whether it is there or not.
     *
     * @throws DataException if it has a {@code *} and matches no file
     */
    public static List<Match> of(Reading reading, String path) throws IOException {
        if (path.indexOf('*') < 0) {
            return List.of(new Match(reading.file(path), ""));
        }
        int before = path.lastIndexOf('/', path.indexOf('*'));
        Path folder = reading.file(before < 0 ? "." : path.substring(0, before));
        String[] parts = path.substring(before + 1).split("/");
        List<Match> found = new ArrayList<>();
        find(folder, parts, 0, Optional.empty(), found);
        if (found.isEmpty()) {
            throw new DataException(folder + " has no file '" + String.join("/", parts) + "', where * is any word");
        }
        return found;
    }

    private static void find(Path at, String[] parts, int part, Optional<String> word, List<Match> found)
            throws IOException {
        if (part == parts.length) {
            if (Files.isRegularFile(at)) {
                found.add(new Match(at, word.orElse("")));
            }
            return;
        }
        if (!Files.isDirectory(at)) {
            return;
        }
        for (Path entry : entries(at)) {
            Optional<String> star = star(String.valueOf(entry.getFileName()), parts[part]);
            if (star.isPresent()) {
                boolean first = word.isEmpty() && parts[part].indexOf('*') >= 0;
                find(entry, parts, part + 1, first ? star : word, found);
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** What the first {@code *} of a pattern stands for in a name; empty if the name does not match. */
    static Optional<String> star(String name, String pattern) {
        String[] pieces = pattern.split("\\*", -1);
        if (pieces.length == 1) {
            return name.equals(pattern) ? Optional.of("") : Optional.empty();
        }
        String last = pieces[pieces.length - 1];
        if (!name.startsWith(pieces[0]) || name.length() < pieces[0].length() + last.length() || !name.endsWith(last)) {
            return Optional.empty();
        }
        int end = name.length() - last.length();
        int at = pieces[0].length();
        int firstEnd = -1;
        for (String piece : Arrays.asList(pieces).subList(1, pieces.length - 1)) {
            int next = name.indexOf(piece, at);
            if (next < 0 || next + piece.length() > end) {
                return Optional.empty();
            }
            firstEnd = firstEnd < 0 ? next : firstEnd;
            at = next + piece.length();
        }
        return Optional.of(name.substring(pieces[0].length(), firstEnd < 0 ? end : firstEnd));
    }
}
