package dev.sluice.core.data.file;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that options name. */
public final class DataFiles {
    private DataFiles() {}

    /**
     * The files of paths and of patterns such as {@code part-*.csv.gz}, those of a pattern by their names.
     *
     * @throws DataException if one is missing or a pattern fits none
     */
    public static List<Path> of(List<String> names, Reading reading) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            if (name.matches(".*[*?\\[{].*") && !Files.exists(reading.folder().resolve(name))) {
                files.addAll(matching(name, reading));
            } else {
                files.add(existing(reading.file(name).normalize()));
            }
        }
        return files;
    }

    private static List<Path> matching(String name, Reading reading) throws IOException {
        int slash = name.lastIndexOf('/');
        Path folder = (slash < 0 ? reading.folder() : reading.file(name.substring(0, slash))).normalize();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name.substring(slash + 1));
        if (!Files.isDirectory(folder)) {
            throw new DataException("the folder " + folder + " of the data files " + name + " does not exist");
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file -> matcher.matches(file.getFileName()) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new DataException("no file in " + folder + " fits " + name.substring(slash + 1)
                        + "; * stands for any part of a name");
            }
            return files;
        }
    }

    /**
     * A file that is there.
     *
     * @throws DataException if it is not
     */
    public static Path existing(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException("the data file " + file + " is a folder; name the file in it");
        }
        if (!Files.isRegularFile(file)) {
            throw missing("data file", file);
        }
        return file;
    }

    /**
     * The error about a file or a folder that is not there; its cause is a {@link NoSuchFileException}.
     *
     * @param what it would be, for example {@code data file}
     */
    public static DataException missing(String what, Path file) {
        return new DataException(
                "the " + what + " " + file
                        + " does not exist; a relative path starts at the folder of the experiment file",
                new NoSuchFileException(file.toString()));
    }

    /** Names, sizes and times of the last change: what a cache of the files depends on. */
    public static String key(List<Path> files) throws IOException {
        StringBuilder key = new StringBuilder();
        for (Path file : files) {
            key.append(file.toAbsolutePath())
                    .append('|')
                    .append(Files.size(file))
                    .append('|')
                    .append(Files.getLastModifiedTime(file).toInstant())
                    .append('\n');
        }
        return key.toString();
    }

    /** The name of a file without its folder. */
    public static String name(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    }
}
