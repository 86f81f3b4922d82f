package dev.sluice.tuning.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Excludes a process that was presumed dead: only a fixed number of bytes of its journal remains valid. A process has at most
 * one fence, so all readers agree, and a process that wakes up again finds that it was fenced.
 */
final class Fence {
    private final StudyFolder folder;

    Fence(StudyFolder folder) {
        this.folder = folder;
    }

    /** Fences a process at the current length of its journal; does nothing if it is fenced already. */
    void raise(String process, String by) throws IOException {
        Path journal = folder.journal(process);
        long bytes = Files.exists(journal) ? Files.size(journal) : 0;
        Exclusive.create(
                folder.fence(process),
                folder.fences().resolve("." + by + ".draft"),
                bytes + " bytes count, says " + by + "\n");
    }

    /** The number of valid bytes of a process's journal; empty if it is not fenced. */
    OptionalLong of(String process) throws IOException {
        Path file = folder.fence(process);
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.indexOf(' ');
        // Without hard links a killed process may have left the file empty: then no byte is valid and all its jobs run
        // again.
        return OptionalLong.of(end < 0 ? 0 : Long.parseLong(text.substring(0, end)));
    }

    /** Returns whether a process is fenced. */
    boolean stands(String process) {
        return Files.exists(folder.fence(process));
    }
}
