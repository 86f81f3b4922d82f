package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Atomic replacement of files: readers see the old or the new content, never a part. */
final class WholeFile {
    private static final String ENDING = ".tmp";

    private WholeFile() {}

    static void write(Path file, String text) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ENDING);
        Files.writeString(partial, text, StandardCharsets.UTF_8);
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes partial files of killed processes. */
    static void removePartial(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "{*.tmp,.*.partial,*.unproven}")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
