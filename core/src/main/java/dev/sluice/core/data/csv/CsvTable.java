package dev.sluice.core.data.csv;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.column.Columns;
import dev.sluice.core.data.column.NumberColumn;
import dev.sluice.core.data.column.TextColumn;
import dev.sluice.core.error.Printable;
import java.nio.file.Path;
import java.time.Instant;

/** Files of values as columns, with the line of each row, so that every complaint can name its place. */
final class CsvTable {
    /** Name of the count of times that are written as dates. */
    static final String DATES = "dates";

    private final CsvRequest request;
    private final Columns columns;
    private final CsvContent content;

    private CsvTable(CsvRequest request, Columns columns, CsvContent content) {
        this.request = request;
        this.columns = columns;
        this.content = content;
    }

    static CsvTable of(CsvRequest request, Columns columns) {
        return new CsvTable(request, columns, CsvContent.of(columns.words()));
    }

    /** The columns of inputs and targets. */
    CsvColumns read() {
        return CsvColumns.of(
                request.options(), new CsvNames(request.files().getFirst(), content.names(), request.format()));
    }

    CsvOptions options() {
        return request.options();
    }

    /** Tells what was counted while it was read. Modified: report. */
    void tell(DataReport report) {
        content.findings().forEach(finding -> finding.tell(report));
    }

    /** The number of rows without the header. */
    int size() {
        return columns.rows();
    }

    /** A column of numbers that were read in a role. */
    NumberColumn numbers(String name, CsvRole role) {
        return columns.numbers(place(name, role));
    }

    /** A column of texts that were read in a role. */
    TextColumn texts(String name, CsvRole role) {
        return columns.texts(place(name, role));
    }

    private int place(String name, CsvRole role) {
        int place = content.cells().indexOf(new CsvCell(name, role));
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the column '" + name + "' was not read as " + role + ": " + content.cells());
        }
        return CsvFile.FILE + 1 + place;
    }

    /** The line of a row, from 1. */
    int line(int row) {
        return (int) columns.numbers(CsvFile.LINE).get(row);
    }

    /** The file of a row. */
    Path file(int row) {
        return request.files().get((int) columns.numbers(CsvFile.FILE).get(row));
    }

    /** A time as people write it. */
    String written(double time) {
        boolean dates =
                content.findings().stream().anyMatch(finding -> finding.name().equals(DATES) && finding.number() > 0);
        return dates ? Instant.ofEpochMilli(Math.round(time * 1000)).toString() : Double.toString(time);
    }

    /** A complaint with its place. */
    DataException error(int row, String column, String message) {
        return new DataException(
                file(row) + ", line " + line(row) + ", column '" + Printable.word(column) + "': " + message);
    }
}
