package dev.sluice.cli.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.file.DataStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Profiles a file of comma-separated values of any size, whose delimiter, decimals and header are found from its first lines. One pass, unless
 * later lines show that numbers are written in another way.
 */
final class TableReader {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]*[.,]?[0-9]+([eE][+-]?[0-9]+)?");
    private static final int FIRST_LINES = 20;
    private static final int MOST_HASHES = 5_000_000;

    private final Path file;
    private char delimiter = ',';

    private TableReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is no such file
     */
    static Profile.Table read(Path file) throws IOException {
        return new TableReader(file).profile();
    }

    private Profile.Table profile() throws IOException {
        List<String> first = firstLines();
        if (first.isEmpty()) {
            throw new DataException("the data file " + file + " is empty");
        }
        delimiter = delimiter(first);
        Counts counts = counts(null);
        NumberForm shown = counts.signs.form(delimiter);
        if (!shown.readsLike(counts.numbers)) {
            counts = counts(shown);
        }
        Profile.Table table = counts.table(shown);
        return table.with(TableSeries.of(table, Wishes.none()));
    }

    /**
     * Counts all rows.
     *
     * @param numbers how they are written; null for what the first rows show
     */
    private Counts counts(@Nullable NumberForm numbers) throws IOException {
        try (CsvReader<CsvRecord> reader = reader()) {
            Iterator<CsvRecord> rows = reader.iterator();
            List<CsvRecord> start = new ArrayList<>();
            while (start.size() < FIRST_LINES && rows.hasNext()) {
                start.add(rows.next());
            }
            if (start.size() < 2) {
                throw new DataException(
                        "the data file " + file + " has one row alone; it must have a header and a row of data");
            }
            Counts counts = new Counts(start, numbers);
            start.subList(counts.header ? 1 : 0, start.size()).forEach(counts::add);
            rows.forEachRemaining(counts::add);
            return counts;
        } catch (CsvParseException e) {
            throw new DataException("the data file " + file + " is not well-formed: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is counted of the rows. */
    private final class Counts {
        private final boolean header;
        private final NumberForm numbers;
        private final NumberSigns signs = new NumberSigns();
        private final List<ColumnCount> columns = new ArrayList<>();
        private final Set<Long> seen = new HashSet<>();
        private long rows;
        private long duplicates;
        private long ragged;
        private long firstRagged;

        /** Nothing counted yet; the first rows say what the columns are. */
        Counts(List<CsvRecord> start, @Nullable NumberForm form) {
            header = isHeader(start);
            numbers = form == null ? form(start.subList(header ? 1 : 0, start.size())) : form;
            List<TimeForm> forms = TimeForm.all();
            names(start, header).forEach(name -> columns.add(new ColumnCount(name, numbers, forms)));
        }

        void add(CsvRecord row) {
            rows++;
            if (row.getFieldCount() != columns.size()) {
                ragged++;
                firstRagged = firstRagged == 0 ? row.getStartingLineNumber() : firstRagged;
            }
            for (int i = 0; i < Math.min(columns.size(), row.getFieldCount()); i++) {
                columns.get(i).add(row.getField(i), row.getStartingLineNumber());
                signs.add(row.getField(i));
            }
            if (seen.size() < MOST_HASHES) {
                duplicates += seen.add(hash(row.getFields())) ? 0 : 1;
            }
        }

        private NumberForm form(List<CsvRecord> rows) {
            NumberSigns some = new NumberSigns();
            rows.forEach(row -> row.getFields().forEach(some::add));
            return some.form(delimiter);
        }

        /** The table, whose numbers were read in this form. */
        Profile.Table table(NumberForm form) throws IOException {
            return new Profile.Table(
                    file,
                    charset().name().toLowerCase(Locale.ROOT),
                    delimiter,
                    form,
                    header,
                    rows,
                    columns.stream().map(ColumnCount::column).toList(),
                    duplicates,
                    new Profile.Table.Ragged(ragged, firstRagged),
                    TableSeries.none());
        }
    }

    /** The rows of a table without its header. */
    static CsvReader<CsvRecord> rows(Profile.Table table) throws IOException {
        TableReader reader = new TableReader(table.file());
        reader.delimiter = table.delimiter();
        CsvReader<CsvRecord> rows = reader.reader();
        if (table.header()) {
            rows.skipLines(1);
        }
        return rows;
    }

    private CsvReader<CsvRecord> reader() throws IOException {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new BufferedReader(new InputStreamReader(DataStream.open(file), charset())));
    }

    /** UTF-8, UTF-16 if the file begins with its mark, or Latin letters if the beginning is in neither. */
    private Charset charset() throws IOException {
        try (InputStream bytes = DataStream.open(file)) {
            byte[] mark = bytes.readNBytes(2);
            if (mark.length == 2 && (mark[0] & 0xff ^ mark[1] & 0xff) == 1 && ((mark[0] | mark[1]) & 0xff) == 0xff) {
                return StandardCharsets.UTF_16;
            }
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataStream.open(file), StandardCharsets.UTF_8.newDecoder()))) {
            for (int i = 0; i < 1000 && reader.readLine() != null; i++) {
                // Only decoding counts.
            }
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private List<String> firstLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(DataStream.open(file), charset()))) {
            for (String line = reader.readLine();
                    line != null && lines.size() < FIRST_LINES;
                    line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /** The sign that stands in all lines, most often; the fewest differences between lines decide first. */
    private static char delimiter(List<String> lines) {
        char best = ',';
        long most = 0;
        for (char sign : DELIMITERS) {
            long fewest =
                    lines.stream().mapToLong(line -> count(line, sign)).min().orElse(0);
            if (fewest > most) {
                best = sign;
                most = fewest;
            }
        }
        // 1,5;2,5 has as many commas as columns: semicolons are never decimals.
        boolean semicolons = lines.stream().allMatch(line -> count(line, ';') > 0);
        return semicolons ? ';' : best;
    }

    private static long count(String line, char sign) {
        boolean quoted = false;
        long count = 0;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == sign ? 1 : 0;
        }
        return count;
    }

    private static boolean isHeader(List<CsvRecord> start) {
        boolean named = start.getFirst().getFields().stream()
                .noneMatch(cell -> NUMBER.matcher(cell.strip()).matches());
        return named;
    }

    private static List<String> names(List<CsvRecord> start, boolean header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < start.getFirst().getFieldCount(); i++) {
            names.add(
                    header ? start.getFirst().getField(i).replace("\uFEFF", "").strip() : Integer.toString(i + 1));
        }
        return names;
    }

    /** A hash of 64 bits: among millions of rows two different ones have the same one in a million cases. */
    private static long hash(List<String> cells) {
        long hash = 0xcbf29ce484222325L;
        for (String cell : cells) {
            for (int i = 0; i < cell.length(); i++) {
                hash = (hash ^ cell.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ '\u0001') * 0x100000001b3L;
        }
        return hash;
    }
}
