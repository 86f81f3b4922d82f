package dev.sluice.cluster.site;

import dev.sluice.core.data.DataFolders;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files that an experiment names: by a path, by a folder, or by a pattern with {@code *} and {@code ?}. */
final class NamedFiles {
    private NamedFiles() {}

    /**
     * The regular files that texts mean relative to a folder, in the order of their names. Texts that name no file are skipped,
     * as they may be anything, and so are absolute paths.
     *
     * @param folder that relative paths start from
     */
    static Collection<Path> under(Path folder, List<String> texts) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        for (String text : texts) {
            if (!DataFolders.isShared(text) && relative(text).isPresent()) {
                files.addAll(matching(folder, text));
            }
        }
        return files;
    }

    /** The regular files that a text means relative to a folder. */
    static List<Path> matching(Path folder, String text) throws IOException {
        Optional<Path> relative = relative(text);
        if (relative.isEmpty()) {
            return List.of();
        }
        if (isPattern(text)) {
            Path fixed = folder.resolve(fixedPart(text)).normalize();
            PathMatcher matcher = FileSystems.getDefault()
                    .getPathMatcher("glob:" + folder.resolve(text).normalize());
            return walk(fixed).stream().filter(matcher::matches).toList();
        }
        Path file = folder.resolve(relative.get()).normalize();
        // '.' and '..' are more often something else, and their folders hold everything.
        boolean named = !folder.normalize().startsWith(file);
        return named ? walk(file) : List.of();
    }

    private static List<Path> walk(Path start) throws IOException {
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Optional<Path> relative(String text) {
        if (text.isBlank() || text.length() > 1000 || text.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text)).filter(path -> !path.isAbsolute());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** The folders of a pattern before its first segment with a wildcard. */
    private static String fixedPart(String pattern) {
        int wildcard = 0;
        while (wildcard < pattern.length() && "*?".indexOf(pattern.charAt(wildcard)) < 0) {
            wildcard++;
        }
        return pattern.substring(0, pattern.lastIndexOf('/', wildcard - 1) + 1);
    }
}
