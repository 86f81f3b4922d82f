package dev.sluice.core.experiment.exchange;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.PlainNumber;
import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.data.table.TimeFormat;
import dev.sluice.core.data.table.TimeReader;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of numbers set apart by commas, nothing where one is missing. The first line may name the columns.
 *
 * @param input that they are for, for messages
 * @param header names of the columns; empty if the first line has numbers
 * @param numbers a row for each line. NaN where one is missing.
 */
record GivenTable(String input, List<String> header, Matrix numbers) {
    /**
     * Reads lines.
     *
     * @param time a column of times, which may be dates: they become seconds since 1970
     * @throws DataException if there is none, they have different numbers of columns, or a cell is no number
     */
    static GivenTable of(String input, String text, TimeColumn time) {
        List<List<String>> lines = cells(input, text);
        boolean named = !lines.isEmpty() && isHeader(lines.getFirst());
        List<String> header =
                named ? lines.removeFirst().stream().map(String::strip).toList() : List.of();
        if (lines.isEmpty()) {
            throw new DataException("the input '" + input + "' must have at least one line of numbers, but has "
                    + (named
                            ? "only '" + Printable.word(String.join(",", header))
                                    + "', which are names of columns; set numbers apart by commas"
                            : "none"));
        }
        int columns = named ? header.size() : lines.getFirst().size();
        Matrix numbers = Matrix.zeros(lines.size(), columns);
        TimeReader dates = new TimeReader(new TimeFormat(time.format(), time.zone(), true));
        int times = header.indexOf(time.name());
        for (int row = 0; row < lines.size(); row++) {
            int line = row + (named ? 2 : 1);
            List<String> cells = lines.get(row);
            if (cells.size() != columns) {
                throw new DataException(
                        "the input '" + input + "' must have the same number of columns in each line, but"
                                + " line " + line + " has " + cells.size() + " and the first has " + columns
                                + "; where a value is missing write nothing between its commas");
            }
            for (int column = 0; column < columns; column++) {
                numbers.array()[row * columns + column] = column == times
                        ? time(input, line, cells.get(column), dates, time.format())
                        : number(input, line, cells.get(column));
            }
        }
        return new GivenTable(input, header, numbers);
    }

    private static List<List<String>> cells(String input, String text) {
        List<List<String>> lines = new ArrayList<>();
        try {
            CsvReader.builder()
                    .skipEmptyLines(true)
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text.stripTrailing())
                    .forEach((CsvRecord line) -> lines.add(line.getFields()));
        } catch (CsvParseException e) {
            throw new DataException(
                    "the input '" + input + "' must be numbers set apart by commas, but is not: " + e.getMessage());
        }
        return lines;
    }

    /** Returns whether a line names columns: it has words, and no number among them. */
    private static boolean isHeader(List<String> cells) {
        boolean word = false;
        for (String cell : cells) {
            if (isNumber(cell)) {
                return false;
            }
            word |= !cell.isBlank();
        }
        return word;
    }

    private static boolean isNumber(String cell) {
        return PlainNumber.read(cell.strip()).isPresent();
    }

    private static double time(String input, int line, String cell, TimeReader dates, String pattern) {
        char[] written = cell.strip().toCharArray();
        if (dates.readCommon(written, 0, written.length)) {
            return dates.value();
        }
        if (dates.allowsNumbers() && isNumber(cell)) {
            return number(input, line, cell);
        }
        if (dates.readClock(written, 0, written.length) || dates.read(written, 0, written.length)) {
            return dates.value();
        }
        throw new DataException(
                "the input '" + input + "' has the time '" + Printable.word(cell.strip()) + "' in line " + line
                        + ", which is "
                        + (dates.allowsNumbers()
                                ? "neither a number nor a date such as 2024-03-31 14:00:00"
                                : "not written as the run's data are (time_format: '" + pattern + "')"));
    }

    private static double number(String input, int line, String cell) {
        if (cell.isBlank()) {
            return Double.NaN;
        }
        return PlainNumber.read(cell.strip())
                .orElseThrow(() -> new DataException("the input '" + input + "' has '" + Printable.word(cell.strip())
                        + "' in line " + line + ", which is not a number; write numbers set apart by commas, or @ and"
                        + " the name of a file"));
    }

    /** Returns whether there is a column of this name. */
    boolean has(String name) {
        return header.contains(name);
    }

    /**
     * The columns of these names, in their order. Without a header, or without names to look for: all, as they stand, but for one.
     *
     * @param names may be empty
     * @param without name of a column that is something else
     * @throws DataException if one is missing, or stands there twice
     */
    Matrix columns(List<String> names, String without) {
        List<Integer> places = new ArrayList<>();
        if (header.isEmpty() || names.isEmpty()) {
            for (int column = 0; column < numbers.columns(); column++) {
                if (header.isEmpty() || !header.get(column).equals(without)) {
                    places.add(column);
                }
            }
        } else {
            names.forEach(name -> places.add(place(name)));
        }
        Matrix columns = Matrix.zeros(numbers.rows(), places.size());
        for (int row = 0; row < numbers.rows(); row++) {
            for (int i = 0; i < places.size(); i++) {
                columns.array()[row * places.size() + i] = numbers.get(row, places.get(i));
            }
        }
        return columns;
    }

    /** The numbers of one column. */
    double[] column(String name) {
        int place = place(name);
        double[] column = new double[numbers.rows()];
        Arrays.setAll(column, row -> numbers.get(row, place));
        return column;
    }

    private int place(String name) {
        int place = header.indexOf(name);
        if (place < 0) {
            throw new DataException("the input '" + input + "' must have a column '" + name + "', but has "
                    + header.stream().map(Printable::word).toList() + Suggestions.question(name, header));
        }
        if (header.lastIndexOf(name) != place) {
            throw new DataException(
                    "the columns of the input '" + input + "' must differ, but '" + name + "' stands there twice");
        }
        return place;
    }
}
