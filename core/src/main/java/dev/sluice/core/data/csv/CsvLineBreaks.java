package dev.sluice.core.data.csv;

/**
 * Counts cells of several lines, and finds those that have swallowed rows because they begin with a quotation mark: each of their lines has all
 * columns, as a row has. Mutable.
 */
final class CsvLineBreaks {
    private final String delimiter;
    private int columns;
    private long cells;
    private long breaks;

    private long inRow;
    /** Cells in the line of the row so far. */
    private int inLine;
    /** Whether each line of the row so far has all columns. */
    private boolean full;

    CsvLineBreaks(String delimiter) {
        this.delimiter = delimiter;
    }

    /** From now on, rows have some columns. */
    void begin(int number) {
        columns = number;
    }

    void beginRow() {
        inRow = 0;
        inLine = 0;
        full = true;
    }

    void add(char[] cell, int from, int length, boolean quoted) {
        inLine++;
        if (!quoted || !isSpecial(cell, from, length)) {
            return;
        }
        String text = new String(cell, from, length);
        long lines = text.lines().count();
        cells += lines > 1 ? 1 : 0;
        inRow += Math.max(0, lines - 1);
        long left = lines;
        for (String line : text.lines().toList()) {
            for (int at = line.indexOf(delimiter); at >= 0; at = line.indexOf(delimiter, at + delimiter.length())) {
                inLine++;
            }
            if (--left > 0) {
                full &= inLine == columns;
                inLine = 1;
            }
        }
    }

    private boolean isSpecial(char[] cell, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (cell[i] == '\n' || cell[i] == '\r' || cell[i] == delimiter.charAt(0)) {
                return true;
            }
        }
        return false;
    }

    /** Counts the row. */
    void endRow() {
        breaks += inRow;
    }

    /** The line breaks in cells of the row. */
    long inRow() {
        return inRow;
    }

    /** Returns whether each line of the row looks like a row of its own. */
    boolean looksLikeRows() {
        return inRow > 0 && columns > 1 && full && inLine == columns;
    }

    /** Cells of several lines. */
    long cells() {
        return cells;
    }

    /** Line breaks in them. */
    long breaks() {
        return breaks;
    }
}
