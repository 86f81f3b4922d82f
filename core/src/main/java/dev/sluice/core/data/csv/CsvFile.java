package dev.sluice.core.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.Columns;
import dev.sluice.core.data.column.ColumnsWriter;
import dev.sluice.core.data.file.DataStream;
import dev.sluice.core.data.table.Role;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableCell;
import dev.sluice.core.data.table.TableContent;
import dev.sluice.core.data.table.TableFinding;
import dev.sluice.core.data.table.TableLayout;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads files of values, all with the same columns, into a {@link Table}. No row is lost without a count. */
final class CsvFile {
    private static final String NEVER = "if quotation marks belong to the text, set quoting: never";

    private final CsvRequest request;
    private final CsvFormat format;
    private final CsvCells cells;
    private List<String> names = List.of();
    /** Columns of the file that is read: those of the first file, or the first ones of them where rows are series. */
    private int width;

    private List<TableCell> kept = List.of();
    private long empty;
    private @Nullable ColumnsWriter columns;

    private CsvFile(CsvRequest request) {
        this.request = request;
        format = request.format();
        cells = new CsvCells(format);
    }

    /**
     * Reads files, or finds what they held in the cache.
     *
     * @throws DataException if one is in another encoding or not well-formed, or there are no rows
     */
    static Table read(CsvRequest request) throws IOException {
        String key = request.key();
        Columns found = request.cache().find(key).orElse(null);
        if (found != null) {
            return table(request, found);
        }
        CsvFile file = new CsvFile(request);
        try {
            return table(request, file.columns(key));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (file.columns != null) {
                file.columns.close();
            }
        }
    }

    private static Table table(CsvRequest request, Columns columns) {
        return new Table(request.files(), request.options(), Table.Unit.LINE, columns);
    }

    private Columns columns(String key) throws IOException {
        for (int i = 0; i < request.files().size(); i++) {
            read(i, key);
        }
        if (columns == null || columns.rows() == 0) {
            throw new DataException("the data file " + request.files().getFirst() + " must have "
                    + (format.header() ? "a header row and at least one row of data" : "at least one row") + ", but "
                    + (names.isEmpty() || !format.header() ? "is empty" : "has only the header " + names));
        }
        return columns.finish(new TableContent(names, kept, findings(columns.rows())).words());
    }

    private void read(int number, String key) throws IOException {
        Path file = request.files().get(number);
        try {
            if (format.header()) {
                cells.beginHeader();
            } else {
                begin(file, withoutHeader(file), key);
            }
            try (BufferedReader reader = CsvText.open(file, format.charset())) {
                boolean header = format.header();
                for (CsvCells row : rows(cells, reader)) {
                    if (row.isBlank()) {
                        empty++;
                    } else if (header) {
                        begin(file, row.header(), key);
                        header = false;
                    } else {
                        row(file, number);
                    }
                }
            }
        } catch (CharacterCodingException e) {
            throw otherEncoding(file);
        } catch (ZipException e) {
            throw new DataException("the data file " + file + " ends with .gz but is not packed by gzip ("
                    + e.getMessage() + "); give it another name");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw otherEncoding(file);
            }
            throw e;
        } catch (CsvParseException e) {
            throw new DataException("the data file " + file + " is not well-formed: " + e.getMessage()
                    + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")") + "; " + NEVER);
        }
    }

    private CsvReader<CsvCells> rows(CsvCells into, BufferedReader reader) {
        // Rows of another width and empty ones are let through here, to be counted or refused with their line.
        return CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(format.quoting() == CsvQuoting.NEVER ? CsvFormat.NONE : '"')
                .allowUnclosedQuote(false)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(into, reader);
    }

    /** The names of the columns of a file without a header: those that are given, or numbers from 1. */
    private List<String> withoutHeader(Path file) throws IOException {
        try (BufferedReader reader = CsvText.open(file, format.charset())) {
            for (CsvCells row : rows(new CsvCells(format), reader)) {
                if (!row.isBlank() && format.columns().isEmpty()) {
                    return IntStream.rangeClosed(1, row.width())
                            .mapToObj(Integer::toString)
                            .toList();
                }
                if (!row.isBlank()) {
                    requireWidth(file, row, format.columns());
                    break;
                }
            }
        }
        return format.columns();
    }

    /** The names of the columns are known. */
    private void begin(Path file, List<String> here, String key) {
        if (columns == null) {
            requireDifferent(file, here);
            names = here;
            kept = request.cells(file, here);
            columns = new ColumnsWriter(TableCell.kinds(kept), request.cache(), key);
        } else if (!here.equals(names) && !isShorter(here)) {
            throw new DataException(file + ", line 1: all files must have the same columns, but this one has "
                    + Suggestions.listed(here) + " and " + request.files().getFirst() + " has "
                    + Suggestions.listed(names));
        }
        width = here.size();
        cells.begin(here.stream().map(this::field).toList(), columns);
    }

    /** Rows that are series may be shorter in another file, where these go on. */
    private boolean isShorter(List<String> here) {
        return request.options().layout() == TableLayout.ROWS
                && here.size() < names.size()
                && names.subList(0, here.size()).equals(here)
                && names.subList(here.size(), names.size()).stream()
                        .map(this::field)
                        .allMatch(CsvCells.CsvField::mayBeMissing);
    }

    /** The cells of columns that only the first file has. */
    private void fillRow(ColumnsWriter to) {
        for (String name : names.subList(width, names.size())) {
            for (int column : field(name).columns()) {
                to.number(column, Double.NaN);
            }
        }
    }

    private CsvCells.CsvField field(String name) {
        List<Role> roles = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).name().equals(name)) {
                roles.add(kept.get(i).role());
                places.add(Table.FILE + 1 + i);
            }
        }
        return new CsvCells.CsvField(
                name,
                roles.toArray(Role[]::new),
                places.stream().mapToInt(Integer::intValue).toArray());
    }

    private void requireDifferent(Path file, List<String> here) {
        Set<String> seen = new HashSet<>();
        for (String name : here) {
            if (!seen.add(name) && !name.isBlank()) {
                throw new DataException(file + (format.header() ? ", line 1" : "")
                        + ": the names of columns must differ, but '" + Printable.word(name)
                        + "' stands there twice; rename one of them, or give all names with columns: […], or set header:"
                        + " false, if the file has no header row");
            }
        }
    }

    private void row(Path file, int number) {
        requireWidth(file, cells, names.subList(0, width));
        if (format.quoting() == CsvQuoting.AUTO && cells.breaks().looksLikeRows()) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s, line %d: a cell begins with a quotation mark here and ends %,d lines below, but each of these"
                            + " lines looks like a row of its own; %s; if it is one cell, set quoting: always",
                    file,
                    cells.line(),
                    cells.breaks().inRow(),
                    NEVER));
        }
        DataException problem = cells.problem(file.toString());
        if (problem != null) {
            throw problem;
        }
        cells.breaks().endRow();
        ColumnsWriter to = Objects.requireNonNull(columns);
        fillRow(to);
        to.number(Table.LINE, (double) cells.line());
        to.number(Table.FILE, number);
        to.endRow();
    }

    private void requireWidth(Path file, CsvCells row, List<String> columnNames) {
        if (row.width() != columnNames.size()) {
            throw new DataException(file + ", line " + row.line() + ": every row must have the " + columnNames.size()
                    + " columns of " + (format.header() ? "the header" : "columns") + ", but this one has "
                    + row.width() + "; put quotes around values that contain the delimiter '"
                    + Printable.word(format.delimiter()) + "', or set delimiter to what stands between columns");
        }
    }

    private List<TableFinding> findings(int rows) {
        return List.of(
                new TableFinding("rows", rows, ""),
                new TableFinding(Table.DATES, cells.times().read(), ""),
                new TableFinding("empty_rows", empty, String.format(Locale.ROOT, "Empty rows passed over: %,d", empty)),
                new TableFinding(
                        "cells_of_several_lines",
                        cells.breaks().cells(),
                        String.format(
                                Locale.ROOT,
                                "Cells in quotation marks that have several lines: %,d, with %,d line breaks; %s",
                                cells.breaks().cells(),
                                cells.breaks().breaks(),
                                NEVER)),
                new TableFinding(
                        "cells_without_column_name",
                        cells.unnamed(),
                        String.format(
                                Locale.ROOT,
                                "Cells in columns without a name, which are not read: %,d",
                                cells.unnamed())),
                new TableFinding(
                        Table.SKIPPED,
                        cells.times().skipped(),
                        String.format(
                                Locale.ROOT,
                                "Times that no clock in %s showed, because it was put forward: %,d; they are taken as if it had"
                                        + " not been",
                                format.times().zone(),
                                cells.times().skipped())),
                new TableFinding(
                        "times_twice_by_clock",
                        cells.times().repeated(),
                        String.format(
                                Locale.ROOT,
                                "Times that the clock in %s showed twice, because it was put back: %,d; they are taken as the"
                                        + " first of the two, and as the second where the row before is as late",
                                format.times().zone(),
                                cells.times().repeated())));
    }

    /** The line of the first bytes that are no text, from 1. */
    private long lineOfOtherEncoding(Path file) throws IOException {
        long line = 1;
        // A reader without a buffer of its own stops at the very bytes.
        try (Reader text =
                new InputStreamReader(DataStream.open(file), format.charset().newDecoder())) {
            for (int character = text.read(); character >= 0; character = text.read()) {
                line += character == '\n' ? 1 : 0;
            }
        } catch (CharacterCodingException e) {
            return line;
        }
        return line;
    }

    private DataException otherEncoding(Path file) throws IOException {
        String beginning = new String(CsvText.beginning(file), StandardCharsets.ISO_8859_1);
        boolean wide = beginning.equals("\u00ff\u00fe") || beginning.equals("\u00fe\u00ff");
        return new DataException("the data file " + file + " must be in the encoding " + format.charset()
                + ", but line " + lineOfOtherEncoding(file) + " has bytes that are not; "
                + (wide
                        ? "it begins as UTF-16 does: set encoding: utf-16"
                        : "set encoding, for example iso-8859-1 or windows-1252, or save the file as UTF-8"));
    }
}
