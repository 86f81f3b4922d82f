package dev.sluice.core.data.recording;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.file.DataFiles;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** The files of a folder or of a zip. */
final class RecordingFiles implements AutoCloseable {
    private final Path shown;
    private final Path root;
    private final Optional<FileSystem> zip;

    /** A file of a series. */
    record Recording(String id, Path file) {}

    private RecordingFiles(Path shown, Path root, Optional<FileSystem> zip) {
        this.shown = shown;
        this.root = root;
        this.zip = zip;
    }

    /**
     * Opens a folder or a zip.
     *
     * @throws DataException if it is neither
     */
    static RecordingFiles open(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return new RecordingFiles(folder, folder, Optional.empty());
        }
        if (!Files.isRegularFile(folder)) {
            throw DataFiles.missing("data folder", folder);
        }
        try {
            FileSystem zip = FileSystems.newFileSystem(folder);
            return new RecordingFiles(folder, zip.getPath("/"), Optional.of(zip));
        } catch (ProviderNotFoundException | ZipException e) {
            throw new DataException(
                    "the data folder " + folder + " is a file, but not a zip; name a folder or a .zip file");
        }
    }

    /**
     * The files that match, in the order of their ids: numbers by size, then texts.
     *
     * @param pattern path with one {@code *}
     * @throws DataException if there are none
     */
    List<Recording> matching(String pattern) throws IOException {
        int star = pattern.indexOf('*');
        String before = pattern.substring(0, star);
        String after = pattern.substring(star + 1);
        List<Recording> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (name.startsWith(before)
                        && name.endsWith(after)
                        && name.length() > before.length() + after.length()) {
                    String id = name.substring(before.length(), name.length() - after.length());
                    if (id.indexOf('/') < 0) {
                        found.add(new Recording(id, file));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw new DataException(shown + " has no file '" + pattern + "', where * is any id");
        }
        found.sort(Comparator.comparing(Recording::id, RecordingFiles::compare));
        return found;
    }

    private static int compare(String one, String other) {
        boolean numbers = one.matches("[0-9]{1,18}") && other.matches("[0-9]{1,18}");
        int bySize = numbers ? Long.compare(Long.parseLong(one), Long.parseLong(other)) : 0;
        return bySize != 0 ? bySize : one.compareTo(other);
    }

    /** A file by its path. */
    Path file(String name) {
        return root.resolve(name);
    }

    /** The name of a file for messages. */
    String shown(Path file) {
        return shown + "/" + root.relativize(file);
    }

    @Override
    public void close() throws IOException {
        if (zip.isPresent()) {
            zip.get().close();
        }
    }
}
