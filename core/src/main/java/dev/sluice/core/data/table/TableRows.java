package dev.sluice.core.data.table;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.column.NumberColumn;
import dev.sluice.core.data.column.TextColumn;
import dev.sluice.core.error.Printable;
import dev.sluice.core.option.OptionKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of each example: those of one id, in the order of the file, cut where the part changes. An int for each example, and one for each
 * row where the rows of an example do not follow each other.
 */
public final class TableRows {
    private final Table table;
    private final List<String> id;
    /** First step of each example, and the number of all steps. */
    private final int[] starts;
    /** Rows in the order of the examples; null for that of the file. */
    private final int @Nullable [] order;

    /** Place in the order of the first row of each step, and the number of all rows; null where each row is a step. */
    private final int @Nullable [] steps;

    private final byte @Nullable [] parts;

    private TableRows(
            Table table, int[] starts, int @Nullable [] order, int @Nullable [] steps, byte @Nullable [] parts) {
        this.table = table;
        id = table.options().id();
        this.starts = starts;
        this.order = order;
        this.steps = steps;
        this.parts = parts;
    }

    /**
     * Divides the rows of a table into examples.
     *
     * @param parted whether the column of parts counts
     * @param report takes what is counted. Modified.
     */
    public static TableRows of(Table table, boolean parted, DataReport report) {
        TableOptions options = table.options();
        TableRows rows = series(table);
        if (options.layout() == TableLayout.COLUMNS) {
            return rows.sorted(report).merged(report);
        }
        if (!options.id().isEmpty()) {
            report.count("series", rows.size());
            rows.requireDifferentNames();
            if (options.layout() != TableLayout.ROWS) {
                rows.noteScattered(report);
            }
        }
        rows = rows.sorted(report).merged(report);
        return parted && !options.part().isEmpty() ? rows.cut(report) : rows;
    }

    private static TableRows series(Table table) {
        List<String> id = table.options().id();
        int size = table.size();
        if (id.isEmpty()) {
            boolean one = table.options().hasSteps();
            return new TableRows(
                    table,
                    one ? new int[] {0, size} : IntStream.rangeClosed(0, size).toArray(),
                    null,
                    null,
                    null);
        }
        int[] groups = groups(table, id);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        int[] starts = new int[count + 1];
        for (int group : groups) {
            starts[group + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] order = new int[size];
        boolean inOrder = true;
        for (int row = 0; row < size; row++) {
            int place = next[groups[row]]++;
            order[place] = row;
            inOrder &= place == row;
        }
        return new TableRows(table, starts, inOrder ? null : order, null, null);
    }

    /** A number for the ids of each row, in the order in which they come. */
    private static int[] groups(Table table, List<String> id) {
        int[] groups = new int[0];
        for (String column : id) {
            Map<String, Integer> words = new HashMap<>();
            int[] codes = table.texts(column, Role.TEXT)
                    .numbers(table.size(), word -> words.computeIfAbsent(word, each -> words.size()));
            if (groups.length == 0) {
                groups = codes;
                continue;
            }
            Map<Long, Integer> pairs = new HashMap<>();
            for (int row = 0; row < codes.length; row++) {
                long pair = ((long) groups[row] << Integer.SIZE) | codes[row];
                groups[row] = pairs.computeIfAbsent(pair, each -> pairs.size());
            }
        }
        return groups;
    }

    /** Two ids of several columns may be written alike. */
    private void requireDifferentNames() {
        if (id.size() == 1) {
            return;
        }
        Map<String, Integer> names = new HashMap<>();
        for (int example = 0; example < size(); example++) {
            String name = name(example);
            Integer other = names.putIfAbsent(name, example);
            if (other != null) {
                throw table.error(
                        first(example),
                        id.getFirst(),
                        "the id '" + name + "' is that of " + table.place(first(other))
                                + " with a comma in another column; rename one");
            }
        }
    }

    /** Rows of one id that do not follow each other may be two recordings that share an id. */
    private void noteScattered(DataReport report) {
        long scattered = 0;
        int example = -1;
        for (int i = 0; i < size() && order != null; i++) {
            if (row(i, steps(i) - 1) - first(i) >= steps(i)) {
                scattered++;
                example = example < 0 ? i : example;
            }
        }
        if (example < 0) {
            return;
        }
        int gap = 1;
        while (row(example, gap) == row(example, gap - 1) + 1) {
            gap++;
        }
        report.note(
                "series_in_several_places",
                scattered,
                String.format(
                        Locale.ROOT,
                        "Series whose rows are in several places of the file, merged: %,d of %,d, for"
                                + " example %s '%s' up to %s and from %s on; if these are different series, use"
                                + " several columns as id, such as id: [%s, …]",
                        scattered,
                        size(),
                        String.join(", ", id),
                        Printable.word(name(example)),
                        table.place(row(example, gap - 1)),
                        table.place(row(example, gap)),
                        String.join(", ", id)));
    }

    /** The rows of each example in the order of time; they must be in it, unless they are to be sorted. */
    private TableRows sorted(DataReport report) {
        String time = table.options().time();
        if (time.isEmpty()) {
            return this;
        }
        NumberColumn times = table.numbers(time, Role.TIME);
        long moved = 0;
        int[] changed = null;
        for (int i = 0; i < size(); i++) {
            for (int t = 1; t < steps(i); t++) {
                if (times.get(row(i, t)) >= times.get(row(i, t - 1))) {
                    continue;
                }
                if (!table.options().times().sort()) {
                    throw table.error(
                            row(i, t),
                            time,
                            "the rows of a series must be in the order of time, but "
                                    + table.written(times.get(row(i, t))) + " comes after "
                                    + table.written(times.get(row(i, t - 1)))
                                    + "; sort the file by id and time, or set sort: true");
                }
                changed = changed == null ? places() : changed;
                moved += sort(changed, starts[i], starts[i + 1], times);
                break;
            }
        }
        report.note(
                "rows_sorted_by_time",
                moved,
                String.format(
                        Locale.ROOT, "Rows moved to sort them by time (sort: true): %,d of %,d", moved, table.size()));
        return changed == null ? this : new TableRows(table, starts, changed, null, parts);
    }

    /** Rows of equal times as one step, unless they are refused or kept. */
    private TableRows merged(DataReport report) {
        String time = table.options().time();
        Duplicates duplicates = table.options().duplicates();
        if (time.isEmpty() || duplicates == Duplicates.KEEP) {
            return this;
        }
        NumberColumn times = table.numbers(time, Role.TIME);
        int[] begins = new int[starts[size()] + 1];
        int[] firsts = new int[starts.length];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            firsts[i] = count;
            for (int t = 0; t < steps(i); t++) {
                boolean equal = t > 0 && times.get(row(i, t)) == times.get(row(i, t - 1));
                if (equal && duplicates == Duplicates.REFUSE) {
                    throw table.error(
                            row(i, t),
                            time,
                            "two rows of " + (id.isEmpty() ? "the series" : "series '" + Printable.word(name(i)) + "'")
                                    + " have the time " + table.written(times.get(row(i, t))) + ", this one and "
                                    + table.place(row(i, t - 1))
                                    + clocks()
                                    + "; remove one, or set duplicates: mean (or first, last, or keep for a step each)"
                                    + (id.isEmpty()
                                            ? "; if they are of several series, name the column of these with id"
                                            : ""));
                }
                if (!equal) {
                    begins[count++] = starts[i] + t;
                }
            }
        }
        firsts[size()] = count;
        int all = starts[size()];
        begins[count] = all;
        report.note(
                "rows_of_equal_times",
                all - count,
                String.format(
                        Locale.ROOT,
                        "Rows with the same time as the previous row, merged into one step: %,d of %,d (duplicates: %s)",
                        all - count,
                        all,
                        OptionKey.written(duplicates)));
        return count == all ? this : new TableRows(table, firsts, order, Arrays.copyOf(begins, count + 1), parts);
    }

    /** That a clock change may be why times are equal, if there was one. */
    private String clocks() {
        return table.hasFound(Table.SKIPPED)
                ? " (a time that the clock of time_zone left out, because it was put forward, is read as the hour after it; if the"
                        + " file's clock is never changed, leave out time_zone or give its offset, such as +01:00)"
                : "";
    }

    private int[] places() {
        return order == null ? IntStream.range(0, starts[size()]).toArray() : order.clone();
    }

    /** Sorts some places by time, those of equal times as they were; the number of those that are elsewhere then. */
    private static long sort(int[] places, int from, int to, NumberColumn times) {
        Integer[] some = IntStream.range(from, to).mapToObj(i -> places[i]).toArray(Integer[]::new);
        Arrays.sort(some, (a, b) -> Double.compare(times.get(a), times.get(b)));
        long moved = 0;
        for (int i = from; i < to; i++) {
            moved += places[i] == some[i - from] ? 0 : 1;
            places[i] = some[i - from];
        }
        return moved;
    }

    private TableRows cut(DataReport report) {
        byte[] given = new TableParts(table).ofRows();
        int[] cuts = new int[16];
        int pieces = 0;
        long cut = 0;
        for (int i = 0; i < size(); i++) {
            int before = pieces;
            for (int t = 0; t < steps(i); t++) {
                if (t > 0 && given[row(i, t)] == given[row(i, t - 1)]) {
                    continue;
                }
                if (t > 0) {
                    TableParts.requireAllOrNone(table, name(i), row(i, t), given[row(i, t)], given[row(i, t - 1)]);
                }
                cuts = pieces == cuts.length ? Arrays.copyOf(cuts, 2 * pieces) : cuts;
                cuts[pieces++] = starts[i] + t;
            }
            cut += pieces - before > 1 ? 1 : 0;
        }
        report.note(
                "series_cut_at_parts",
                cut,
                String.format(
                        Locale.ROOT,
                        "Series cut where '%s' changes: %,d of %,d, resulting in %,d examples",
                        table.options().part(),
                        cut,
                        size(),
                        pieces));
        int[] all = Arrays.copyOf(cuts, pieces + 1);
        all[pieces] = starts[size()];
        byte[] ofPieces = new byte[pieces];
        TableRows rows = new TableRows(table, all, order, steps, ofPieces);
        for (int i = 0; i < pieces; i++) {
            ofPieces[i] = given[rows.first(i)];
        }
        return rows;
    }

    /** The number of examples. */
    public int size() {
        return starts.length - 1;
    }

    /** The number of steps of an example. */
    public int steps(int example) {
        return starts[example + 1] - starts[example];
    }

    /** The row of a step of an example; one of them if it has several. */
    public int row(int example, int step) {
        int at = starts[example] + step;
        boolean last = table.options().duplicates() == Duplicates.LAST;
        return ofPlace(steps == null ? at : last ? steps[at + 1] - 1 : steps[at]);
    }

    private int ofPlace(int place) {
        return order == null ? place : order[place];
    }

    /** The number of a column at a step of an example, which may have several rows. */
    double number(NumberColumn column, int example, int step) {
        int at = starts[example] + step;
        if (steps == null || steps[at + 1] - steps[at] == 1) {
            return column.get(row(example, step));
        }
        double[] numbers = new double[steps[at + 1] - steps[at]];
        int from = steps[at];
        Arrays.setAll(numbers, i -> column.get(ofPlace(from + i)));
        return table.options().duplicates().of(numbers);
    }

    public int first(int example) {
        return row(example, 0);
    }

    /** Returns whether each step is a row, the one behind that of the step before it. */
    boolean areInOrder() {
        return order == null && steps == null;
    }

    Example.Part part(int example) {
        return parts == null ? Example.Part.BY_HASH : TableParts.part(parts[example]);
    }

    /** The id of an example, or the number of its row, from 1; empty for the only series. */
    public String name(int example) {
        if (id.isEmpty()) {
            return table.options().hasSteps() ? "" : Integer.toString(first(example) + 1);
        }
        List<TextColumn> columns =
                id.stream().map(name -> table.texts(name, Role.TEXT)).toList();
        return String.join(
                ", ", columns.stream().map(column -> column.get(first(example))).toList());
    }
}
