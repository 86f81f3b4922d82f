package dev.sluice.core.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.ColumnsWriter;
import dev.sluice.core.data.table.Role;
import dev.sluice.core.data.table.TimeReader;
import dev.sluice.core.error.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the cells of a file from the parser, one after another, and puts them into columns without making texts of them. What is wrong with a
 * row is kept until it ends: an empty row is passed over, and a row of another width is told as such.
 */
final class CsvCells extends AbstractBaseCsvCallbackHandler<CsvCells> {
    private final CsvFormat format;
    private final CsvNumbers numbers;
    private final TimeReader times;
    private final CsvLineBreaks breaks;
    private final List<String> header = new ArrayList<>();
    private CsvField[] fields = {};

    @Nullable private ColumnsWriter columns;

    private int width;
    private boolean blank;
    private @Nullable String problem;
    private @Nullable CsvField place;
    private long unnamed;
    private long numberedTimes;

    CsvCells(CsvFormat format) {
        this.format = format;
        numbers = new CsvNumbers(format);
        times = new TimeReader(format.times());
        breaks = new CsvLineBreaks(format.delimiter());
    }

    /** A column of the file: what is made of its cells. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record CsvField(String name, Role[] roles, int[] columns) {
        /** Returns whether all that is made of a cell may be missing. */
        boolean mayBeMissing() {
            return Arrays.stream(roles).allMatch(role -> role == Role.NUMBER_OR_MISSING);
        }
    }

    /**
     * From the next row on, cells go to columns.
     *
     * @param given fields of the file
     * @param writer takes the cells. Modified.
     */
    void begin(List<CsvField> given, ColumnsWriter writer) {
        fields = given.toArray(CsvField[]::new);
        columns = writer;
        breaks.begin(given.size());
    }

    /** From the next row on, cells are names of columns. */
    void beginHeader() {
        columns = null;
    }

    @Override
    protected void handleBegin(long line) {
        width = 0;
        blank = true;
        problem = null;
        header.clear();
        breaks.beginRow();
    }

    @Override
    protected void handleField(int index, char[] cell, int offset, int size, boolean quoted) {
        int from = offset;
        int end = offset + size;
        while (from < end && Character.isWhitespace(cell[from])) {
            from++;
        }
        while (end > from && Character.isWhitespace(cell[end - 1])) {
            end--;
        }
        width = index + 1;
        blank &= from == end;
        if (columns == null) {
            header.add(new String(cell, offset, size));
            return;
        }
        breaks.add(cell, offset, size, quoted);
        if (index < fields.length) {
            CsvField field = fields[index];
            unnamed += from < end && field.name().isBlank() ? 1 : 0;
            for (int i = 0; i < field.columns().length; i++) {
                take(field, i, columns, cell, offset, size, from, end - from);
            }
        }
    }

    private void take(
            CsvField field, int i, ColumnsWriter to, char[] cell, int offset, int size, int from, int length) {
        Role role = field.roles()[i];
        int column = field.columns()[i];
        if (role.isText()) {
            to.text(column, cell, offset, size);
            if (length == 0 && role == Role.TEXT) {
                wrong(field, "a value is missing; fill it or remove the row");
            }
            return;
        }
        if (role == Role.NUMBER_OR_MISSING && (length == 0 || numbers.isMark(cell, from, length))) {
            to.number(column, Double.NaN);
        } else if (length == 0) {
            wrong(field, "a value is missing; fill it or remove the row");
        } else if (role == Role.TIME) {
            to.number(column, time(field, cell, from, length));
        } else {
            double number = number(field, cell, from, length);
            boolean missing = role == Role.NUMBER_OR_MISSING && numbers.isMark();
            to.number(column, missing ? Double.NaN : number);
        }
    }

    private double time(CsvField field, char[] cell, int from, int length) {
        if (times.readCommon(cell, from, length)) {
            requireOneKind(field, cell, from, length);
            return times.value();
        }
        if (times.allowsNumbers() && numbers.read(cell, from, length)) {
            numberedTimes++;
            requireOneKind(field, cell, from, length);
            return numbers.value();
        }
        if (times.readClock(cell, from, length)) {
            numberedTimes++;
            requireOneKind(field, cell, from, length);
            return times.value();
        }
        if (!times.read(cell, from, length)) {
            String written = "'" + Printable.word(new String(cell, from, length)) + "'";
            wrong(
                    field,
                    times.allowsNumbers()
                            ? written + " is neither a number nor a date such as 2024-03-31 14:00:00; for another form"
                                    + " give time_format, for example dd.MM.yyyy HH:mm"
                            : written + " is not written as time_format '"
                                    + format.times().pattern() + "'");
            return Double.NaN;
        }
        requireOneKind(field, cell, from, length);
        return times.value();
    }

    private void requireOneKind(CsvField field, char[] cell, int from, int length) {
        if (numberedTimes > 0 && times.read() > 0) {
            wrong(
                    field,
                    "times must be all numbers or all dates, but '" + Printable.word(new String(cell, from, length))
                            + "' is not like those before it; write them alike");
        }
    }

    private double number(CsvField field, char[] cell, int from, int length) {
        if (!numbers.read(cell, from, length)) {
            String written = new String(cell, from, length);
            wrong(field, "'" + Printable.word(written) + "' is not a number; " + numbers.remedy(written));
            return Double.NaN;
        }
        if (!Float.isFinite((float) numbers.value())) {
            wrong(
                    field,
                    "'" + Printable.word(new String(cell, from, length))
                            + "' is not a finite float32 number; correct it or remove the row");
        }
        return numbers.value();
    }

    private void wrong(CsvField field, String message) {
        if (problem == null) {
            problem = message;
            place = field;
        }
    }

    @Override
    protected CsvCells buildRecord() {
        return this;
    }

    /** Returns whether the row that was read has nothing but white space. */
    boolean isBlank() {
        return blank;
    }

    /** The number of its cells. */
    int width() {
        return width;
    }

    /** The line at which it begins. */
    long line() {
        return getStartingLineNumber();
    }

    /** Its cells, if they are names of columns. */
    List<String> header() {
        return List.copyOf(header);
    }

    /** What is wrong with it, at a place in a file; null if nothing is. */
    @Nullable DataException problem(String file) {
        return problem == null || place == null
                ? null
                : new DataException(
                        file + ", line " + line() + ", column '" + Printable.word(place.name()) + "': " + problem);
    }

    CsvLineBreaks breaks() {
        return breaks;
    }

    TimeReader times() {
        return times;
    }

    CsvNumbers numbers() {
        return numbers;
    }

    /** Cells in columns without a name. */
    long unnamed() {
        return unnamed;
    }
}
