package dev.sluice.core.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.error.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a file of values into a {@link CsvTable}. No row is lost without a count. */
final class CsvFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** A character that no text holds, in place of a quotation mark that means nothing. */
    private static final char NONE = '\uFFFF';

    private static final String NEVER = "if quotation marks belong to the text, set quoting: never";

    private final Path file;
    private final CsvFormat format;
    private final DataReport report;

    private CsvFile(Path file, CsvFormat format, DataReport report) {
        this.file = file;
        this.format = format;
        this.report = report;
    }

    /**
     * Reads a file.
     *
     * @param report takes what is counted. Modified.
     * @throws DataException if it is missing, larger than the memory, in another encoding, not well-formed, or has no rows
     */
    static CsvTable read(Path file, CsvFormat format, DataReport report) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "the data file " + file + (Files.exists(file) ? " is not a file" : " does not exist")
                            + "; its path is relative to the experiment file");
        }
        long memory = Runtime.getRuntime().maxMemory();
        if (Files.size(file) > memory) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "the data file %s has %,d MB, but there are %,d MB of memory; give more with"
                            + " SLUICE_JAVA_OPTS=-Xmx…, or make the file smaller",
                    file,
                    Files.size(file) >> 20,
                    memory >> 20));
        }
        return new CsvFile(file, format, report).table();
    }

    private CsvTable table() throws IOException {
        List<CsvRecord> records = records();
        long blank = records.size();
        records.removeIf(CsvFile::isBlank);
        blank -= records.size();
        boolean header = format.columns().isEmpty();
        List<String> names =
                header ? records.isEmpty() ? List.of() : records.removeFirst().getFields() : format.columns();
        requireDifferent(names);
        if (records.isEmpty()) {
            throw new DataException("the data file " + file + " must have "
                    + (header ? "a header row and at least one row of data" : "at least one row") + ", but "
                    + (names.isEmpty() || !header ? "is empty" : "has only the header " + names));
        }
        report.count("rows", records.size());
        report.note("empty_rows", blank, String.format(Locale.ROOT, "Empty rows passed over: %,d", blank));
        requireWidth(names, records);
        requireLines(names.size(), records);
        CsvTable table = new CsvTable(file, format, names, records);
        noteUnnamed(names, table);
        return table;
    }

    private List<CsvRecord> records() throws IOException {
        // A reader of our own: it refuses bytes that are not in the encoding, where the parser's would replace them
        // silently.
        try (BufferedReader reader = Files.newBufferedReader(file, format.charset())) {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            List<CsvRecord> records = new ArrayList<>();
            // Rows of another width and empty ones are let through here, to be counted or refused with their line.
            CsvReader.builder()
                    .fieldSeparator(format.delimiter())
                    .quoteCharacter(format.quoting() == CsvQuoting.NEVER ? NONE : '"')
                    .allowUnclosedQuote(false)
                    .skipEmptyLines(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(reader)
                    .forEach(records::add);
            return records;
        } catch (CharacterCodingException e) {
            throw otherEncoding();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw otherEncoding();
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new DataException("the data file " + file + " is not well-formed: " + e.getMessage()
                    + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")") + "; " + NEVER);
        }
    }

    private DataException otherEncoding() throws IOException {
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(2);
        }
        String beginning = new String(first, StandardCharsets.ISO_8859_1);
        boolean wide = beginning.equals("\u00ff\u00fe") || beginning.equals("\u00fe\u00ff");
        return new DataException("the data file " + file + " must be in the encoding " + format.charset()
                + ", but has bytes that are not; "
                + (wide
                        ? "it begins as UTF-16 does: set encoding: utf-16"
                        : "set encoding, for example iso-8859-1 or windows-1252, or save the file as UTF-8"));
    }

    private void requireDifferent(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name) && !name.isBlank()) {
                throw new DataException(file + (format.columns().isEmpty() ? ", line 1" : "")
                        + ": the names of columns must differ, but '" + Printable.word(name)
                        + "' stands there twice; rename one of them, or give all names with columns: […] if the file has"
                        + " no header row");
            }
        }
    }

    private static boolean isBlank(CsvRecord row) {
        return row.getFields().stream().allMatch(String::isBlank);
    }

    private void requireWidth(List<String> names, List<CsvRecord> rows) {
        for (CsvRecord row : rows) {
            if (row.getFieldCount() != names.size()) {
                throw new DataException(file + ", line " + row.getStartingLineNumber() + ": every row must have the "
                        + names.size() + " columns of " + (format.columns().isEmpty() ? "the header" : "columns")
                        + ", but this one has " + row.getFieldCount()
                        + "; put quotes around values that contain the delimiter '" + Printable.word(format.delimiter())
                        + "', or set delimiter to what stands between columns");
            }
        }
    }

    /** Cells of several lines: counted, and refused where each of their lines has all columns, as a row has. */
    private void requireLines(int columns, List<CsvRecord> rows) {
        long cells = 0;
        long breaks = 0;
        for (CsvRecord row : rows) {
            long before = breaks;
            for (String cell : row.getFields()) {
                long lines = cell.lines().count();
                cells += lines > 1 ? 1 : 0;
                breaks += Math.max(0, lines - 1);
            }
            boolean swallowed = format.quoting() == CsvQuoting.AUTO && breaks > before && columns > 1;
            if (swallowed && looksLikeRows(row, columns)) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s, line %d: a cell begins with a quotation mark here and ends %,d lines below, but each of these"
                                + " lines looks like a row of its own; %s; if it is one cell, set quoting: always",
                        file,
                        row.getStartingLineNumber(),
                        breaks - before,
                        NEVER));
            }
        }
        report.note(
                "cells_of_several_lines",
                cells,
                String.format(
                        Locale.ROOT,
                        "Cells in quotation marks that have several lines: %,d, with %,d line breaks; %s",
                        cells,
                        breaks,
                        NEVER));
    }

    private boolean looksLikeRows(CsvRecord row, int columns) {
        return String.join(format.delimiter(), row.getFields())
                .lines()
                .allMatch(line -> line.split(Pattern.quote(format.delimiter()), -1).length == columns);
    }

    /** Columns without a name are allowed, but their values are not read. */
    private void noteUnnamed(List<String> names, CsvTable table) {
        long cells = 0;
        for (int column = 0; column < names.size(); column++) {
            for (int row = 0; names.get(column).isBlank() && row < table.size(); row++) {
                cells += table.isEmpty(row, column) ? 0 : 1;
            }
        }
        report.note(
                "cells_without_column_name",
                cells,
                String.format(Locale.ROOT, "Cells in columns without a name, which are not read: %,d", cells));
    }
}
