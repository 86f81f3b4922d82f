package dev.sluice.cli.dataset;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found in a data file. */
public sealed interface Profile {
    /** The file. */
    Path file();

    /** Numeric series to draw, by their names. */
    Map<String, Thumbnail> thumbnails();

    /**
     * A table of rows and columns.
     *
     * @param encoding such as {@code utf-8}
     * @param delimiter of columns
     * @param numbers the form of its numbers
     * @param header whether the first row has the names of the columns
     * @param rows without the header
     * @param columns in their order
     * @param duplicates rows that equal an earlier one
     * @param ragged lines of rows of another width: their number, and the first
     * @param series that the rows are steps of, as far as the table shows
     */
    record Table(
            Path file,
            String encoding,
            char delimiter,
            NumberForm numbers,
            boolean header,
            long rows,
            List<Column> columns,
            long duplicates,
            Ragged ragged,
            TableSeries series)
            implements Profile {
        /**
         * Rows of another width than the header's.
         *
         * @param line of the first, from 1; 0 if there is none
         */
        record Ragged(long rows, long line) {}

        /** Copies the list. */
        public Table {
            columns = List.copyOf(columns);
        }

        @Override
        public Map<String, Thumbnail> thumbnails() {
            Map<String, Thumbnail> all = new LinkedHashMap<>();
            columns.stream()
                    .filter(column -> column.kind() == Column.Kind.NUMBER)
                    .forEach(column -> all.put(column.name(), column.thumbnail()));
            return all;
        }

        /** This with its rows as steps of other series. */
        Table with(TableSeries other) {
            return new Table(file, encoding, delimiter, numbers, header, rows, columns, duplicates, ragged, other);
        }

        /** A column by its name. */
        public Optional<Column> column(String name) {
            return columns.stream().filter(column -> column.name().equals(name)).findFirst();
        }
    }

    /**
     * Series with a class or a number for each of them.
     *
     * @param series number of series
     * @param shortest steps of the shortest
     * @param median steps
     * @param longest steps of the longest
     * @param ranges of the columns
     * @param missing numbers that are missing
     * @param timed whether steps have times of their own
     * @param classes number of series of each class; empty if the target is a number or there is none
     * @param numbers range of the numbers to predict; of no values if there are none
     * @param duplicates series that equal an earlier one
     * @param thumbnails of the first series of each class
     */
    record Series(
            Path file,
            long series,
            int shortest,
            int median,
            int longest,
            List<Range> ranges,
            long missing,
            boolean timed,
            Map<String, Long> classes,
            Range numbers,
            long duplicates,
            Map<String, Thumbnail> thumbnails)
            implements Profile {}

    /**
     * Named arrays.
     *
     * @param arrays name, shape and type of each
     */
    record Arrays(Path file, List<ArrayFacts> arrays, Map<String, Thumbnail> thumbnails) implements Profile {}

    /**
     * An array.
     *
     * @param shape such as {@code [100, 24, 3]}
     * @param text whether it holds texts
     */
    record ArrayFacts(String name, List<Integer> shape, boolean text, Range range, long missing) {}

    /**
     * Objects of fields, one in each line.
     *
     * @param rows number of objects
     * @param fields in the order in which they came
     */
    record Objects(Path file, long rows, List<Field> fields, Map<String, Thumbnail> thumbnails) implements Profile {}

    /**
     * A field of objects.
     *
     * @param kind of its values
     * @param missing objects without it
     * @param width numbers at each step of a series
     * @param lengths of lists
     * @param range of all numbers
     * @param values how often each of the first different words is there
     */
    record Field(
            String name,
            FieldKind kind,
            long missing,
            int width,
            Range lengths,
            Range range,
            Map<String, Long> values) {}

    /** What a field holds. */
    enum FieldKind {
        /** A word or text. */
        WORD,
        /** A number. */
        NUMBER,
        /** A list of words. */
        WORDS,
        /** A list of numbers, or of lists of equally many numbers. */
        SERIES,
        /** Something else. */
        OTHER
    }
}
