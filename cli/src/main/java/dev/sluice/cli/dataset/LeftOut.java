package dev.sluice.cli.dataset;

import dev.sluice.core.error.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The columns of a table that an experiment does not read, as comments that say why. */
final class LeftOut {
    private static final int MOST = 20;

    private LeftOut() {}

    /**
     * Adds the comments.
     *
     * @param read names of the columns that are read
     */
    static void add(Profile.Table table, Collection<String> read, List<String> lines) {
        List<Column> left = table.columns().stream()
                .filter(column -> !read.contains(column.name()))
                .toList();
        left.stream().filter(column -> !column.strays().isEmpty()).limit(MOST).forEach(column -> {
            List<String> texts =
                    column.strays().stream().limit(3).map(OddValue::text).toList();
            lines.add("      # Left out: " + strays(column) + ". Correct these cells; or, where they");
            lines.add("      # mean that a number is missing, add missing: " + Printable.word(Draft.list(texts))
                    + (column.strays().size() > texts.size() ? " and the others" : "")
                    + ", and the column to the features.");
        });
        List<String> others = new ArrayList<>(left.stream()
                .filter(column -> column.strays().isEmpty())
                .limit(MOST)
                .map(column -> (column.name().isBlank() ? "the column without a name" : Printable.word(column.name()))
                        + " (" + why(column, table.rows()) + ")")
                .toList());
        long more = left.stream().filter(column -> column.strays().isEmpty()).count() - others.size();
        if (more > 0) {
            others.add(String.format(Locale.ROOT, "%,d more", more));
        }
        if (!others.isEmpty()) {
            lines.add("      # Not read: " + String.join(", ", others) + ".");
        }
    }

    /** What keeps a column of numbers from being read. */
    static String strays(Column column) {
        return "'" + Printable.word(column.name()) + "' holds numbers, but also "
                + column.strays().stream()
                        .limit(3)
                        .map(value -> "'" + Printable.word(value.text()) + "' (" + value.place() + ")")
                        .collect(Collectors.joining(", "))
                + (column.strays().size() > 3 ? ", …" : "");
    }

    private static String why(Column column, long rows) {
        return switch (column.kind()) {
            case NUMBER ->
                TableDraft.isRowNumber(column)
                        ? "the number of the row"
                        : column.range().isConstant() ? "always the same number" : "numbers";
            case TIME -> "times";
            case CATEGORY, TEXT ->
                !column.tooLarge().isEmpty()
                        ? column.tooLarge()
                        : column.isMostlyNumbers(rows)
                                ? String.format(
                                        Locale.ROOT,
                                        "words, though %,d cells are numbers",
                                        column.range().count())
                                : "words";
            case EMPTY -> "empty";
        };
    }
}
