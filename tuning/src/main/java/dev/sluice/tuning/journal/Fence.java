package dev.sluice.tuning.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Shuts a process out that was taken for dead: from its journal, so many bytes count and no more. There is one fence for a
 * process at most, so all readers agree, and a process that wakes up again finds itself behind it.
 */
final class Fence {
    private final StudyFolder folder;

    Fence(StudyFolder folder) {
        this.folder = folder;
    }

    /** Puts up a fence behind all that a process has written; does nothing if there is one. */
    void raise(String process, String by) throws IOException {
        Path journal = folder.journal(process);
        long bytes = Files.exists(journal) ? Files.size(journal) : 0;
        Exclusive.create(
                folder.fence(process),
                folder.fences().resolve("." + by + ".draft"),
                bytes + " bytes count, says " + by + "\n");
    }

    /** How much of a process's journal counts; empty if it has no fence. */
    OptionalLong of(String process) throws IOException {
        Path file = folder.fence(process);
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.indexOf(' ');
        // Where there are no hard links a killed process may have left it empty: nothing counts, and all is done again.
        return OptionalLong.of(end < 0 ? 0 : Long.parseLong(text.substring(0, end)));
    }

    /** Whether a process has a fence. */
    boolean stands(String process) {
        return Files.exists(folder.fence(process));
    }
}
