package dev.sluice.core.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Suggestions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file of comma-separated values in memory, with the line of each row, so that every complaint can name its place. */
final class CsvTable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final List<String> header;
    private final List<CsvRecord> rows;

    private CsvTable(Path file, List<String> header, List<CsvRecord> rows) {
        this.file = file;
        this.header = header;
        this.rows = rows;
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing, not UTF-8, not well-formed, or has no rows
     */
    static CsvTable read(Path file, String delimiter) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "the data file " + file + (Files.exists(file) ? " is not a file" : " does not exist")
                            + "; its path is relative to the experiment file");
        }
        List<CsvRecord> records = records(file, delimiter);
        if (records.size() < 2) {
            throw new DataException("the data file " + file
                    + " must have a header row and at least one row of data, but "
                    + (records.isEmpty()
                            ? "is empty"
                            : "has only the header " + records.getFirst().getFields()));
        }
        List<String> header = records.getFirst().getFields();
        Set<String> names = new HashSet<>();
        for (String name : header) {
            if (!names.add(name)) {
                throw new DataException(
                        file + ", line 1: the names of columns must differ, but '" + name + "' stands there twice");
            }
        }
        List<CsvRecord> rows = records.subList(1, records.size());
        for (CsvRecord row : rows) {
            if (row.getFieldCount() != header.size()) {
                throw new DataException(file + ", line " + row.getStartingLineNumber() + ": every row must have the "
                        + header.size() + " columns of the header, but this one has " + row.getFieldCount()
                        + "; put quotes around values that contain the delimiter '" + delimiter + "'");
            }
        }
        return new CsvTable(file, header, rows);
    }

    private static List<CsvRecord> records(Path file, String delimiter) throws IOException {
        // Rows of another width are let through here, to be refused by the caller with their line.
        // A reader of our own: it refuses bytes that are not UTF-8, where the parser's would replace them silently.
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            List<CsvRecord> records = new ArrayList<>();
            CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(reader)
                    .forEach(records::add);
            return records;
        } catch (CharacterCodingException e) {
            throw notUtf8(file);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8(file);
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new DataException("the data file " + file + " is not well-formed: " + e.getMessage()
                    + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")"));
        }
    }

    private static DataException notUtf8(Path file) {
        return new DataException(
                "the data file " + file + " must be UTF-8, but has bytes that are not; save it as UTF-8");
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
        int index = header.indexOf(name);
        if (index < 0) {
            throw new DataException(file + ", line 1: there is no column '" + name + "'"
                    + Suggestions.question(name, header) + " (there is " + String.join(", ", header) + ")");
        }
        return index;
    }

    /** Where a row stands, for messages. */
    String place(int row) {
        return file.getFileName() + ", line " + rows.get(row).getStartingLineNumber();
    }

    /** Whether a cell holds nothing but white space. */
    boolean isEmpty(int row, int column) {
        return rows.get(row).getField(column).isBlank();
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
     * A cell that must be a finite number.
     *
     * @throws DataException if it is not
     */
    double number(int row, int column) {
        String cell = required(row, column).strip();
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw error(row, column, "'" + cell + "' is not a number; write it like 3.14 or 1e-5");
        }
        if (!Float.isFinite((float) value)) {
            throw error(
                    row, column, "'" + cell + "' is not a finite float32 number; fill the gap or remove the series");
        }
        return value;
    }

    /** A complaint with its place. */
    DataException error(int row, int column, String message) {
        return new DataException(file + ", line " + rows.get(row).getStartingLineNumber() + ", column '"
                + header.get(column) + "': " + message);
    }
}
