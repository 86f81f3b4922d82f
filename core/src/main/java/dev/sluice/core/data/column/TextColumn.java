package dev.sluice.core.data.column;

import java.util.List;
import java.util.function.ToIntFunction;

/** A column of texts. Immutable, safe for several threads. */
public final class TextColumn {
    private final List<TextSegment> segments;

    TextColumn(List<TextSegment> segments) {
        this.segments = List.copyOf(segments);
    }

    /** The text of a row. */
    public String get(int row) {
        TextSegment segment = segments.get(row >>> Columns.SHIFT);
        return segment.word(segment.code(row & Columns.MASK));
    }

    /**
     * A number for the text of each of the first rows. A text that several rows share is looked at once in some thousand rows.
     *
     * @param rows number of rows
     * @param number of a text
     */
    public int[] numbers(int rows, ToIntFunction<String> number) {
        int[] numbers = new int[rows];
        for (int from = 0; from < rows; from += Columns.MASK + 1) {
            TextSegment segment = segments.get(from >>> Columns.SHIFT);
            int[] known = new int[Columns.MASK + 1];
            int seen = 0;
            for (int at = 0; at <= Columns.MASK && from + at < rows; at++) {
                int code = segment.code(at);
                // Codes are given in the order in which texts come.
                if (code == seen) {
                    known[seen++] = number.applyAsInt(segment.word(code));
                }
                numbers[from + at] = known[code];
            }
        }
        return numbers;
    }
}
