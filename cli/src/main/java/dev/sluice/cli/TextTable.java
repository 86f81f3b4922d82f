package dev.sluice.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * A table for people: columns side by side, each as wide as its widest cell.
 *
 * @param rows with equally many cells
 */
record TextTable(List<List<String>> rows) {
    private static final String GAP = "  ";

    void print(PrintWriter out) {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], letters(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - letters(row.get(i))))
                        .append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int letters(String text) {
        return text.codePointCount(0, text.length());
    }
}
