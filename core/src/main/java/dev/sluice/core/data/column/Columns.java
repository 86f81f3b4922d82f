package dev.sluice.core.data.column;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of numbers and texts with equally many rows, in memory or in a file that is mapped into it. Immutable, safe for several
 * threads.
 */
public final class Columns {
    /** Rows of a segment, as a power of 2. */
    static final int SHIFT = 12;
    /** The place of a row in its segment. */
    static final int MASK = (1 << SHIFT) - 1;

    private final int rows;
    private final List<String> words;
    private final List<Column> columns;
    private final long bytes;

    /** A column of one of the kinds. */
    private record Column(
            @Nullable NumberColumn numbers, @Nullable TextColumn texts) {}

    Columns(int rows, List<String> words, Directory directory, PartReader reader) {
        this.rows = rows;
        this.words = List.copyOf(words);
        columns = directory.columns().stream()
                .map(column -> column.kind() == Kind.NUMBERS
                        ? new Column(new NumberColumn(reader.numbers(column)), null)
                        : new Column(null, new TextColumn(reader.texts(column))))
                .toList();
        bytes = directory.bytes();
    }

    /** The kinds of columns. */
    public enum Kind {
        NUMBERS,
        TEXTS
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** What the writer said of them. */
    public List<String> words() {
        return words;
    }

    /** The bytes of all numbers and texts. */
    public long bytes() {
        return bytes;
    }

    /**
     * A column of numbers.
     *
     * @throws IllegalArgumentException if it is of texts
     */
    public NumberColumn numbers(int column) {
        NumberColumn numbers = columns.get(column).numbers();
        if (numbers == null) {
            throw new IllegalArgumentException("column " + column + " must be of numbers, but is of texts");
        }
        return numbers;
    }

    /**
     * A column of texts.
     *
     * @throws IllegalArgumentException if it is of numbers
     */
    public TextColumn texts(int column) {
        TextColumn texts = columns.get(column).texts();
        if (texts == null) {
            throw new IllegalArgumentException("column " + column + " must be of texts, but is of numbers");
        }
        return texts;
    }
}
