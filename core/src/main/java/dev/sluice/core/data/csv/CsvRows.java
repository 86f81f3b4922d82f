package dev.sluice.core.data.csv;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows of one example.
 *
 * @param name the id of its series, or the number of its row, from 1
 * @param rows in the order of the file, at least one
 * @param part that all of them belong to
 */
record CsvRows(String name, List<Integer> rows, Example.Part part) {
    private static final List<String> PARTS = List.of("training", "validation", "test");

    int first() {
        return rows.getFirst();
    }

    /**
     * Divides the rows of a table into examples: by id, and where the part changes.
     *
     * @param steps whether rows without an id are steps of one series
     * @param partColumn name of the column of parts; empty for none
     * @param report takes what is counted. Modified.
     */
    static List<CsvRows> of(
            CsvTable table, List<String> id, boolean steps, String partColumn, DataReport report) {
        Map<String, List<Integer>> series = series(table, id, steps);
        if (!id.isEmpty()) {
            report.count("series", series.size());
            noteScattered(table, id, series, report);
        }
        if (partColumn.isEmpty()) {
            return series.entrySet().stream()
                    .map(entry -> new CsvRows(entry.getKey(), entry.getValue(), Example.Part.BY_HASH))
                    .toList();
        }
        int column = table.column(partColumn);
        List<CsvRows> all = new ArrayList<>();
        long cut = 0;
        for (Map.Entry<String, List<Integer>> entry : series.entrySet()) {
            List<CsvRows> pieces = pieces(table, column, entry.getKey(), entry.getValue());
            cut += pieces.size() > 1 ? 1 : 0;
            all.addAll(pieces);
        }
        report.note(
                "series_cut_at_parts",
                cut,
                String.format(
                        Locale.ROOT,
                        "Series cut where '%s' changes: %,d of %,d, which makes %,d examples",
                        partColumn,
                        cut,
                        series.size(),
                        all.size()));
        return all;
    }

    private static Map<String, List<Integer>> series(CsvTable table, List<String> id, boolean steps) {
        int[] columns = id.stream().mapToInt(table::column).toArray();
        Map<List<String>, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < table.size(); row++) {
            List<String> key = new ArrayList<>();
            for (int column : columns) {
                key.add(table.required(row, column));
            }
            if (key.isEmpty()) {
                key.add(steps ? "" : Integer.toString(row + 1));
            }
            rows.computeIfAbsent(key, each -> new ArrayList<>()).add(row);
        }
        Map<String, List<Integer>> named = new LinkedHashMap<>();
        // Two ids of several columns may be written alike.
        rows.forEach((key, of) -> named.merge(String.join(", ", key), of, (a, b) -> {
            throw table.error(
                    b.getFirst(),
                    columns[0],
                    "the id '" + String.join(", ", key) + "' is that of line " + table.line(a.getFirst())
                            + " with a comma in another column; rename one");
        }));
        return named;
    }

    /** Rows of one id that do not follow each other may be two recordings that share an id. */
    private static void noteScattered(
            CsvTable table, List<String> id, Map<String, List<Integer>> series, DataReport report) {
        List<Map.Entry<String, List<Integer>>> scattered = series.entrySet().stream()
                .filter(entry -> entry.getValue().getLast() - entry.getValue().getFirst()
                        >= entry.getValue().size())
                .toList();
        if (scattered.isEmpty()) {
            return;
        }
        List<Integer> rows = scattered.getFirst().getValue();
        int gap = 1;
        while (rows.get(gap) == rows.get(gap - 1) + 1) {
            gap++;
        }
        report.note(
                "series_in_several_places",
                scattered.size(),
                String.format(
                        Locale.ROOT,
                        "Series whose rows stand in several places of the file and are put together: %,d of %,d, for"
                                + " example %s '%s' up to line %d and from line %d on; if these are different series, let"
                                + " several columns tell them apart, such as id: [%s, …]",
                        scattered.size(),
                        series.size(),
                        String.join(", ", id),
                        Printable.word(scattered.getFirst().getKey()),
                        table.line(rows.get(gap - 1)),
                        table.line(rows.get(gap)),
                        String.join(", ", id)));
    }

    private static List<CsvRows> pieces(CsvTable table, int column, String name, List<Integer> rows) {
        List<CsvRows> pieces = new ArrayList<>();
        List<Integer> piece = new ArrayList<>();
        Example.Part part = part(table, rows.getFirst(), column);
        for (int row : rows) {
            Example.Part here = part(table, row, column);
            if (here != part) {
                if (here == Example.Part.BY_HASH || part == Example.Part.BY_HASH) {
                    throw table.error(
                            row,
                            column,
                            "all rows of series '" + Printable.word(name) + "' must say which part they belong to, or"
                                    + " none, but this one is " + (here == Example.Part.BY_HASH ? "empty" : "not")
                                    + " and the one before is " + (here == Example.Part.BY_HASH ? "not" : "empty"));
                }
                pieces.add(new CsvRows(name, piece, part));
                piece = new ArrayList<>();
                part = here;
            }
            piece.add(row);
        }
        pieces.add(new CsvRows(name, piece, part));
        return pieces;
    }

    private static Example.Part part(CsvTable table, int row, int column) {
        if (table.isEmpty(row, column)) {
            return Example.Part.BY_HASH;
        }
        String part = table.required(row, column).strip();
        return switch (PARTS.indexOf(part)) {
            case 0 -> Example.Part.TRAINING;
            case 1 -> Example.Part.VALIDATION;
            case 2 -> Example.Part.TEST;
            default ->
                throw table.error(
                        row,
                        column,
                        "must be one of " + String.join(", ", PARTS) + " or empty, but was '" + Printable.word(part)
                                + "'" + Suggestions.question(part, PARTS));
        };
    }
}
