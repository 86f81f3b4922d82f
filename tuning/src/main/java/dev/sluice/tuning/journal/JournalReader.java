package dev.sluice.tuning.journal;

import dev.sluice.core.search.SearchSpace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads all journals of a study into a ledger, incrementally. A last line without a line break is still being written, or
 * torn; a line that is not an entry is counted and skipped, and its job runs again. Not thread-safe.
 */
public final class JournalReader {
    private final StudyFolder folder;
    private final EntryFormat format;
    private final Fence fence;
    private final Ledger ledger;
    private final Map<String, Long> offsets = new HashMap<>();
    /** Journals that are read to their fence. */
    private final Set<String> complete = new HashSet<>();

    private int damaged;

    /** Creates a reader that fills the given ledger exclusively. */
    public JournalReader(StudyFolder folder, SearchSpace space, Ledger ledger) {
        this.folder = folder;
        this.format = new EntryFormat(space);
        this.fence = new Fence(folder);
        this.ledger = ledger;
    }

    /** Reads all new lines. */
    public void refresh() throws IOException {
        if (!advance()) {
            // A fence invalidated lines that were already read: start over.
            ledger.clear();
            offsets.clear();
            complete.clear();
            damaged = 0;
            advance();
        }
    }

    /** Accounts for an entry that this process has just written, so that it is not read again. */
    public void written(String process, Entry entry, int bytes) {
        offsets.merge(process, (long) bytes, Long::sum);
        ledger.add(process, entry);
    }

    /** The number of lines that were not entries. */
    public int damaged() {
        return damaged;
    }

    private boolean advance() throws IOException {
        // Sorted, so that the order of reading does not depend on the file system.
        for (String name : new TreeSet<>(StudyFolder.names(folder.journals()))) {
            String process = name.substring(0, Math.max(0, name.length() - StudyFolder.ENDING.length()));
            if (name.endsWith(StudyFolder.ENDING) && !complete.contains(process) && !advance(process)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the new lines of one process; returns false if more was already read than its fence allows. */
    private boolean advance(String process) throws IOException {
        Path file = folder.journal(process);
        long offset = offsets.getOrDefault(process, 0L);
        OptionalLong limit = fence.of(process);
        long size = size(file);
        long end = Math.min(size, limit.orElse(size));
        if (limit.isPresent() && offset > limit.getAsLong()) {
            return false;
        }
        if (end > offset) {
            offset += read(process, file, offset, (int) Math.min(end - offset, Integer.MAX_VALUE - 8));
            offsets.put(process, offset);
        }
        if (limit.isPresent() && size >= limit.getAsLong()) {
            complete.add(process);
        }
        return true;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Reads whole lines and returns their length in bytes. */
    private int read(String process, Path file, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(offset);
            open.readFully(bytes);
        }
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        List<String> lines =
                new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        lines.forEach(line -> add(process, line));
        return end;
    }

    private void add(String process, String line) {
        Entry entry;
        try {
            entry = format.entry(line);
        } catch (RuntimeException e) {
            // Any exception: a power failure may leave arbitrary bytes.
            damaged++;
            return;
        }
        ledger.add(process, entry);
    }
}
