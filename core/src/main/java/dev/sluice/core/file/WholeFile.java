package dev.sluice.core.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes files whole or not at all: under a name of their own first, then renamed. Readers see the old or the new content, never a part, and when the disk
 * is full the file is as it was. A process that is killed may leave its {@link #PARTIAL} file.
 */
public final class WholeFile {
    /** The names of files that are not finished, as a glob. */
    public static final String PARTIAL = ".*.partial";

    private WholeFile() {}

    /** What a file should have. */
    public interface Content {
        /** Writes all of it. */
        void write(OutputStream to) throws IOException;
    }

    /**
     * Writes a file and forces it to the disk, so that it is there after a power failure.
     *
     * @throws IOException if the folder is missing or not writable, or the disk is full; then {@code file} is as it was
     */
    public static void write(Path file, Content content) throws IOException {
        replace(file, content, true);
    }

    /** Writes bytes, like {@link #write(Path, Content)}. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, to -> to.write(bytes));
    }

    /** Writes a text in UTF-8, like {@link #write(Path, Content)}. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text that changes often, without waiting for the disk: after a power failure the file may be empty. */
    public static void writeOften(Path file, String text) throws IOException {
        replace(file, to -> to.write(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    private static void replace(Path file, Content content, boolean forced) throws IOException {
        Path target = file.toAbsolutePath();
        Path partial = target.resolveSibling("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".partial");
        try {
            // Not a channel, which an interrupted thread cannot write to: what it has is saved, too.
            try (OutputStream out = Files.newOutputStream(partial)) {
                content.write(out);
            }
            if (forced) {
                try (FileOutputStream out = new FileOutputStream(partial.toFile(), true)) {
                    out.getFD().sync();
                }
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
