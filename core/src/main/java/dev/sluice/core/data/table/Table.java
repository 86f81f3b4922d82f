package dev.sluice.core.data.table;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.column.Columns;
import dev.sluice.core.data.column.NumberColumn;
import dev.sluice.core.data.column.TextColumn;
import dev.sluice.core.data.file.DataFiles;
import dev.sluice.core.error.Printable;
import dev.sluice.core.option.OptionKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Files of values as columns, with the place of each row, so that every complaint can name it. Beside the columns that are kept of the files
 * there are two of numbers: the row's line, and its file.
 */
public final class Table {
    /** The column with the line of each row. */
    public static final int LINE = 0;

    /** The column with the file of each row, as a number. */
    public static final int FILE = 1;

    /** Name of the count of times that are written as dates. */
    public static final String DATES = "dates";

    /** Name of the count of times that a clock left out, because it was put forward. */
    public static final String SKIPPED = "times_left_out_by_clock";

    private final List<Path> files;
    private final TableOptions options;
    private final Unit unit;
    private final Columns columns;
    private final TableContent content;

    /** The places of rows in a file. */
    public enum Unit {
        /** Lines of a text, from 1. */
        LINE,
        /** Rows, from 1. */
        ROW
    }

    /**
     * A table of columns whose words are a {@link TableContent}.
     *
     * @param files that they were read from
     * @param options say what they mean
     * @param unit of the places of rows
     */
    public Table(List<Path> files, TableOptions options, Unit unit, Columns columns) {
        this.files = List.copyOf(files);
        this.options = options;
        this.unit = unit;
        this.columns = columns;
        content = TableContent.of(columns.words());
    }

    /** The columns of inputs and targets. */
    TableColumns read() {
        return TableColumns.of(options, new TableNames(files.getFirst().toString(), content.names(), () -> ""));
    }

    public TableOptions options() {
        return options;
    }

    /** Tells what was counted while it was read. Modified: report. */
    public void tell(DataReport report) {
        content.findings().forEach(finding -> finding.tell(report));
    }

    /** Returns whether something was counted while it was read. */
    boolean hasFound(String name) {
        return content.findings().stream().anyMatch(finding -> finding.name().equals(name) && finding.number() > 0);
    }

    /** The number of rows without the header. */
    public int size() {
        return columns.rows();
    }

    /** A column of numbers that were read in a role. */
    public NumberColumn numbers(String name, Role role) {
        return columns.numbers(place(name, role));
    }

    /** A column of texts that were read in a role. */
    public TextColumn texts(String name, Role role) {
        return columns.texts(place(name, role));
    }

    private int place(String name, Role role) {
        int place = content.cells().indexOf(new TableCell(name, role));
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the column '" + name + "' was not read as " + role + ": " + content.cells());
        }
        return FILE + 1 + place;
    }

    /** The line of a row, from 1. */
    public int line(int row) {
        return (int) columns.numbers(LINE).get(row);
    }

    /** The file of a row. */
    public Path file(int row) {
        return files.get((int) columns.numbers(FILE).get(row));
    }

    /** A time as people write it. */
    public String written(double time) {
        return hasFound(DATES) ? Instant.ofEpochMilli(Math.round(time * 1000)).toString() : Double.toString(time);
    }

    /** The place of some rows. */
    public Origin origin(int count, IntUnaryOperator rows) {
        String file = DataFiles.name(file(rows.applyAsInt(0)));
        IntUnaryOperator lines = step -> line(rows.applyAsInt(step));
        return unit == Unit.LINE ? Origin.lines(file, count, lines) : Origin.rows(file, count, lines);
    }

    /** The place of a row, without its file. */
    String place(int row) {
        return OptionKey.written(unit) + " " + line(row);
    }

    /** A complaint with its place. */
    public DataException error(int row, String column, String message) {
        return new DataException(
                file(row) + ", " + place(row) + ", column '" + Printable.word(column) + "': " + message);
    }
}
