package dev.sluice.tuning.journal;

import dev.sluice.core.search.SearchSpace;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The journal of one process: appends what this process does. A line is handed to the system in one piece, so that a killed
 * process loses at most the line that it was writing. Used by one thread at a time.
 */
public final class Journal implements AutoCloseable {
    private static final long FORCE_NANOS = 1_000_000_000L;

    private final String process;
    private final EntryFormat format;
    private final FileOutputStream file;
    private long forced = System.nanoTime();

    private Journal(String process, EntryFormat format, FileOutputStream file) {
        this.process = process;
        this.format = format;
        this.file = file;
    }

    /** Opens a journal that nobody else writes. */
    public static Journal open(StudyFolder folder, String process, SearchSpace space) throws IOException {
        // Not a channel, which an interrupted thread would close.
        return new Journal(
                process,
                new EntryFormat(space),
                new FileOutputStream(folder.journal(process).toFile(), true));
    }

    /** The process that writes it. */
    public String process() {
        return process;
    }

    /**
     * Appends an entry; gives how many bytes it took.
     *
     * @throws UncheckedIOException if it cannot be written; nothing may be appended after that
     */
    public int add(Entry entry) {
        try {
            byte[] line = (format.line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
            file.write(line);
            // What a power failure takes is done again, so it need not be forced to the disk each time.
            if (entry instanceof Entry.Ended && System.nanoTime() - forced > FORCE_NANOS) {
                file.getFD().sync();
                forced = System.nanoTime();
            }
            return line.length;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the study's journal cannot be written: " + e.getMessage() + "; is the disk full?", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
