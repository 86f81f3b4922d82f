package dev.sluice.tuning.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Atomic file creation: a file appears with its complete content or not at all, so a killed process never leaves a partial
 * file.
 */
final class Exclusive {
    private Exclusive() {}

    /**
     * Creates a file such that exactly one of several processes succeeds. Uses a hard link, the one method that is reliable on
     * network file systems.
     *
     * @param draft a path used by this caller only; written and removed
     * @return whether this call created the file
     */
    static boolean create(Path file, Path draft, String text) throws IOException {
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        try {
            return link(file, draft, text);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Links a file to another name such that exactly one of several processes succeeds.
     *
     * @param original a file of this caller only
     * @param text content of the file, written if the file system has no links
     * @return whether this call created the link
     */
    static boolean link(Path file, Path original, String text) throws IOException {
        try {
            Files.createLink(file, original);
            return true;
        } catch (FileAlreadyExistsException e) {
            // A network file system may lose the reply to a successful call and repeat the call.
            return isSame(file, original);
        } catch (UnsupportedOperationException | FileSystemException e) {
            return createWithoutLinks(file, text);
        }
    }

    private static boolean isSame(Path file, Path draft) throws IOException {
        try {
            return Files.isSameFile(file, draft);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Fallback without hard links. A process that dies between the two steps leaves an empty file, whose owner is unknown. */
    private static boolean createWithoutLinks(Path file, String text) throws IOException {
        try {
            Files.writeString(
                    file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Replaces a file atomically: readers see the old or the new content. */
    static void replace(Path file, Path draft, String text) throws IOException {
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
