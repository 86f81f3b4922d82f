package dev.sluice.core.data.column;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the cells of a table row by row and packs them into columns: in memory, or, from the first byte on that does not fit, in a file of the
 * cache. Mutable.
 */
public final class ColumnsWriter implements AutoCloseable {
    private final CellBuffer[] cells;
    private final Directory directory;
    private final ColumnCache cache;
    private final String key;
    private int rows;
    private int waiting;
    private long held;

    @Nullable private ColumnFile file;

    /**
     * A writer of columns.
     *
     * @param cache for what does not fit into memory
     * @param key of the columns in it: says all that they are made from
     */
    public ColumnsWriter(List<Columns.Kind> kinds, ColumnCache cache, String key) {
        this.cache = cache;
        this.key = key;
        directory = Directory.of(kinds);
        cells = kinds.stream()
                .map(kind -> kind == Columns.Kind.NUMBERS ? new NumberBuffer() : new TextBuffer())
                .toArray(CellBuffer[]::new);
    }

    /** The number of rows that have ended. */
    public int rows() {
        return rows;
    }

    /** Sets a cell of the row that has not ended. */
    public void number(int column, double number) {
        ((NumberBuffer) cells[column]).set(number);
    }

    /**
     * Sets a cell of the row that has not ended.
     *
     * @param text holds it from {@code from} on. Not modified.
     */
    public void text(int column, char[] text, int from, int length) {
        ((TextBuffer) cells[column]).set(text, from, length);
    }

    /** Ends a row. Cells that were not set are as in the row before. */
    public void endRow() {
        for (CellBuffer cell : cells) {
            cell.endRow();
        }
        rows++;
        if (++waiting > Columns.MASK) {
            pack();
        }
    }

    private void pack() {
        for (int c = 0; c < cells.length; c++) {
            for (NumberSegment segment : cells[c].pack()) {
                ByteBuffer bytes = segment.data();
                Part part = new Part(segment.layout(), bytes.remaining(), 0, bytes);
                directory.columns().get(c).parts().add(part);
                held += part.length;
                if (file != null) {
                    move(file, part);
                }
            }
        }
        waiting = 0;
        if (file == null && held > cache.mostInMemory()) {
            moveAll();
        }
    }

    private void moveAll() {
        try {
            ColumnFile created = ColumnFile.create(cache.file(key));
            file = created;
            directory.columns().forEach(column -> column.parts().forEach(part -> move(created, part)));
        } catch (IOException e) {
            throw new CacheException(cache, e);
        }
    }

    private void move(ColumnFile file, Part part) {
        try {
            file.add(part, Objects.requireNonNull(part.bytes));
        } catch (IOException e) {
            throw new CacheException(cache, e);
        }
    }

    /**
     * The columns.
     *
     * @param words to keep with them
     * @throws CacheException if the rest of them cannot be written
     */
    public Columns finish(List<String> words) throws IOException {
        if (waiting > 0) {
            pack();
        }
        if (file == null) {
            return new Columns(rows, words, directory, part -> Objects.requireNonNull(part.bytes));
        }
        try {
            file.finish(key, rows, words, directory);
        } catch (IOException e) {
            throw new CacheException(cache, e);
        }
        return cache.find(key)
                .orElseThrow(() -> new IOException(
                        "the column file " + cache.file(key) + " cannot be read back; is the disk in order?"));
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
