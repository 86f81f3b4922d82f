package dev.sluice.cli;

import dev.sluice.core.data.DataException;
import dev.sluice.core.file.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files and folders that commands write what they found to. */
final class OutputFile {
    private OutputFile() {}

    /** Writes text. */
    interface Text {
        /** Writes it all. */
        void write(Writer to) throws IOException;
    }

    /**
     * Refuses a file that could not be written, before the work whose result would be lost.
     *
     * @param option that names it
     * @throws DataException if its folder does not exist, or it is a folder itself
     */
    static void require(String option, Path file) {
        Path folder = folder(file);
        if (!Files.isDirectory(folder)) {
            throw new DataException(option + ": a file is written into a folder that exists, but there is no folder "
                    + Objects.requireNonNullElse(file.getParent(), folder) + "; make it, or name another file");
        }
        if (Files.isDirectory(file)) {
            throw new DataException(
                    option + " must name a file to write, but " + file + " is a folder; name a file in it");
        }
    }

    /**
     * Refuses a folder that could not be made.
     *
     * @param option that names it
     * @throws DataException if there is a file of that name
     */
    static void requireFolder(String option, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new DataException(
                    option + " must name a folder to write to, but " + folder + " is a file; name another");
        }
    }

    /** Writes a file whole or not at all; what is no file, such as {@code /dev/stdout}, takes it as it comes. */
    static void write(Path file, Text content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (Writer text = Files.newBufferedWriter(file)) {
                content.write(text);
            }
            return;
        }
        WholeFile.write(file, to -> {
            // Tables close what they were written to, but the file is forced to the disk after that.
            Writer text = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8)) {
                @Override
                public void close() throws IOException {
                    flush();
                }
            };
            content.write(text);
            text.flush();
        });
    }

    private static Path folder(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
    }
}
