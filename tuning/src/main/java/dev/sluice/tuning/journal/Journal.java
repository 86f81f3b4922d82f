package dev.sluice.tuning.journal;

import dev.sluice.core.search.SearchSpace;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The append-only journal of one process. Each line is passed to the operating system in a single write, so a killed process
 * loses at most the line that it was writing. Not thread-safe.
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

    /** Opens a journal that no other process writes. */
    public static Journal open(StudyFolder folder, String process, SearchSpace space) throws IOException {
        // Not a channel: an interrupt of the writing thread would close it.
        return new Journal(
                process,
                new EntryFormat(space),
                new FileOutputStream(folder.journal(process).toFile(), true));
    }

    /** Name of the process that writes this journal. */
    public String process() {
        return process;
    }

    /**
     * Appends an entry and returns its length in bytes.
     *
     * @throws UncheckedIOException if it cannot be written; nothing may be appended after that
     */
    public int add(Entry entry) {
        try {
            byte[] line = (format.line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
            file.write(line);
            // Jobs lost in a power failure run again, so not every entry needs to be forced to disk.
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
