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
 * Files that appear with their whole content at once, or not at all: what a killed process leaves behind is never half a
 * file.
 */
final class Exclusive {
    private Exclusive() {}

    /**
     * Creates a file that only one of several processes can create. A hard link is the one way to do so that network file
     * systems do not break.
     *
     * @param draft a path that is the caller's own; used and removed
     * @return whether it was this call that created the file
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
     * Gives a file another name that only one of several processes can give.
     *
     * @param original a file that is the caller's own
     * @param text what is in it
     * @return whether it was this call that gave the name
     */
    static boolean link(Path file, Path original, String text) throws IOException {
        try {
            Files.createLink(file, original);
            return true;
        } catch (FileAlreadyExistsException e) {
            // A network may lose the answer to a call that succeeded, and call again.
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

    /** Where there are no links. A process that dies between the two steps leaves an empty file, whose owner is then unknown. */
    private static boolean createWithoutLinks(Path file, String text) throws IOException {
        try {
            Files.writeString(
                    file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Writes a file anew: readers see the old or the new one. */
    static void replace(Path file, Path draft, String text) throws IOException {
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
