package dev.sluice.core.data.fact;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.PlainNumber;
import dev.sluice.core.data.file.DataStream;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A small file of comma-separated values with a header row, whose names may have blanks around them and a {@code #} before the first.
 *
 * @param shown path of the file, for messages
 * @param names of the columns
 * @param rows below the header
 */
public record FactTable(String shown, List<String> names, List<CsvRecord> rows) {
    /** Copies the lists. */
    public FactTable {
        names = List.copyOf(names);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file.
     *
     * @param shown its path, for messages
     */
    public static FactTable read(Path file, String shown, String delimiter) throws IOException {
        try (Reader reader = new InputStreamReader(DataStream.open(file), StandardCharsets.UTF_8.newDecoder())) {
            List<CsvRecord> rows = new ArrayList<>();
            CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(reader).forEach(rows::add);
            if (rows.size() < 2) {
                throw new DataException(shown + " must have a header row and at least one row of data, but has "
                        + rows.size() + " rows");
            }
            List<String> names = rows.removeFirst().getFields().stream()
                    .map(name -> name.replaceFirst("^\uFEFF?#?", "").strip())
                    .toList();
            return new FactTable(shown, names, rows);
        } catch (CharacterCodingException e) {
            throw otherEncoding(shown);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw otherEncoding(shown);
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new DataException(shown + " is not well-formed: " + e.getMessage());
        }
    }

    private static DataException otherEncoding(String shown) {
        return new DataException(shown + " must be in UTF-8, but has bytes that are not; save it in that encoding");
    }

    /** The place of a column. */
    public int column(String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new DataException(shown + ", line 1: there is no column '" + name + "'"
                    + Suggestions.choice(name, "there is", names));
        }
        return column;
    }

    /** A cell without blanks around it. */
    public String cell(CsvRecord row, int column) {
        if (column >= row.getFieldCount()) {
            throw new DataException(shown + ", line " + row.getStartingLineNumber() + ": every row must have the "
                    + names.size() + " columns of the header, but this one has " + row.getFieldCount());
        }
        return row.getField(column).strip();
    }

    /** A number; NaN where a cell is empty or has {@code nan}. */
    public double number(CsvRecord row, int column) {
        String cell = cell(row, column);
        if (cell.isEmpty()) {
            return Double.NaN;
        }
        OptionalDouble number = PlainNumber.read(cell);
        if (number.isPresent() && !Float.isInfinite((float) number.getAsDouble())) {
            return number.getAsDouble();
        }
        throw error(
                row,
                column,
                "'" + Printable.word(cell) + "' is not a finite float32 number; correct it, or leave the"
                        + " cell empty where it is missing");
    }

    /** A complaint with its place. */
    public DataException error(CsvRecord row, int column, String message) {
        return new DataException(shown + ", line " + row.getStartingLineNumber() + ", column '"
                + Printable.word(names.get(column)) + "': " + message);
    }
}
