package dev.sluice.core.data.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Origin;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A file of values in memory, with the line of each row, so that every complaint can name its place. */
final class CsvTable {
    /** No type suffix, hexadecimal digits or words, which Java's parser takes too. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private static final char MINUS_SIGN = '\u2212';
    private static final int SHOWN = 40;

    private final Path file;
    private final CsvFormat format;
    private final List<String> names;
    private final List<CsvRecord> rows;
    private final Set<String> missing;
    private final Set<Double> missingNumbers = new HashSet<>();

    CsvTable(Path file, CsvFormat format, List<String> names, List<CsvRecord> rows) {
        this.file = file;
        this.format = format;
        this.names = names;
        this.rows = rows;
        missing = new HashSet<>(format.missing());
        missing.stream().filter(this::isNumber).forEach(mark -> missingNumbers.add(Double.parseDouble(plain(mark))));
    }

    /** The number of rows without the header. */
    int size() {
        return rows.size();
    }

    /**
     * The place of a column.
     *
     * @throws DataException if there is none; the message lists the columns and suggests a near one
     */
    int column(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            boolean data = format.columns().isEmpty() && names.stream().anyMatch(this::isNumber);
            throw new DataException(file + ", line 1: there is no column '" + name + "'"
                    + Suggestions.question(name, names) + " (there is " + listed() + ")"
                    + (data
                            ? "; the line looks like data: for a file without a header row name its columns, columns: […]"
                            : names.size() == 1
                                    ? "; is '" + Printable.word(format.delimiter()) + "' the delimiter?"
                                    : ""));
        }
        return index;
    }

    private String listed() {
        List<String> shown = names.stream().limit(SHOWN).map(Printable::word).toList();
        return String.join(", ", shown) + (shown.size() < names.size() ? ", … (" + names.size() + " columns)" : "");
    }

    /** The place of rows, for messages. */
    Origin origin(List<Integer> of) {
        return Origin.lines(
                String.valueOf(file.getFileName()),
                of.stream().mapToInt(this::line).toArray());
    }

    /** The line of a row, from 1. */
    int line(int row) {
        return (int) rows.get(row).getStartingLineNumber();
    }

    /** Returns whether a cell holds nothing but white space. */
    boolean isEmpty(int row, int column) {
        return rows.get(row).getField(column).isBlank();
    }

    /** Returns whether a cell is empty, or says that something is missing. */
    boolean isMissing(int row, int column) {
        return isEmpty(row, column) || missing.contains(rows.get(row).getField(column).strip());
    }

    /**
     * A cell that must not be empty.
     *
     * @throws DataException if it is
     */
    String required(int row, int column) {
        String cell = rows.get(row).getField(column);
        if (cell.isBlank()) {
            throw error(row, column, "a value is missing; fill it or remove the row");
        }
        return cell;
    }

    /**
     * A cell that may hold a number or none; NaN for none.
     *
     * @throws DataException if it is neither
     */
    double numberOrMissing(int row, int column) {
        String cell = rows.get(row).getField(column).strip();
        if (cell.isEmpty() || missing.contains(cell)) {
            return Double.NaN;
        }
        double number = number(row, column);
        return missingNumbers.contains(number) ? Double.NaN : number;
    }

    /**
     * A cell that must be a number that float32 can hold.
     *
     * @throws DataException if it is not
     */
    double number(int row, int column) {
        String cell = required(row, column).strip();
        if (!isNumber(cell)) {
            throw error(row, column, "'" + Printable.word(cell) + "' is not a number; " + remedy(cell));
        }
        double value = Double.parseDouble(plain(cell));
        if (!Float.isFinite((float) value)) {
            throw error(
                    row,
                    column,
                    "'" + Printable.word(cell) + "' is not a finite float32 number; correct it or remove the row");
        }
        return value;
    }

    private boolean isNumber(String cell) {
        boolean otherSign = format.decimal() == ',' && cell.indexOf('.') >= 0;
        return !otherSign && NUMBER.matcher(plain(cell)).matches();
    }

    /** The number as Java writes it. */
    private String plain(String cell) {
        return cell.strip().replace(MINUS_SIGN, '-').replace(format.decimal(), '.');
    }

    private String remedy(String cell) {
        char other = format.decimal() == '.' ? ',' : '.';
        if (cell.indexOf(other) >= 0 && NUMBER.matcher(cell.replace(other, '.')).matches()) {
            return "if '" + other + "' is the sign before decimals, set decimal: '" + other + "'";
        }
        return "write it like 3" + format.decimal() + "14 or 1e-5, or, if it means a missing number, set missing: ["
                + Printable.word(cell) + "]";
    }

    /** A complaint with its place. */
    DataException error(int row, int column, String message) {
        return new DataException(
                file + ", line " + line(row) + ", column '" + Printable.word(names.get(column)) + "': " + message);
    }
}
