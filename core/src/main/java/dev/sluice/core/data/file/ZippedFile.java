package dev.sluice.core.data.file;

import dev.sluice.core.data.DataException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files within zip files, by paths that go on within them. */
public final class ZippedFile {
    private static final String WITHIN = ".zip/";

    private ZippedFile() {}

    /** The length of the beginning of a path that names the zip file; empty if the path does not go into one. */
    public static Optional<Integer> end(String path) {
        int at = path.indexOf(WITHIN);
        return at < 0 ? Optional.empty() : Optional.of(at + WITHIN.length() - 1);
    }

    /** The file that a path goes on within; empty if it does not. */
    static Optional<Path> archive(Path file) {
        for (Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                return Files.isRegularFile(parent) ? Optional.of(parent) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The bytes of a file within an archive. */
    static InputStream open(Path archive, Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(archive.toFile());
        } catch (ZipException e) {
            throw new DataException("the path " + file + " goes on within the file " + archive
                    + ", which is no zip file (" + e.getMessage() + ")");
        }
        String name = archive.relativize(file).toString().replace('\\', '/');
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            String names = zip.stream().map(ZipEntry::getName).collect(Collectors.joining(", "));
            zip.close();
            throw new DataException("there is no " + name + " in " + archive + "; there is " + names);
        }
        return new FilterInputStream(zip.getInputStream(entry)) {
            @Override
            public void close() throws IOException {
                super.close();
                zip.close();
            }
        };
    }
}
