package dev.sluice.cli.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.file.DataStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Profiles a file of comma-separated values, whose delimiter, decimals and header are found from its first lines. One pass; any size. */
final class TableReader {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]*[.,]?[0-9]+([eE][+-]?[0-9]+)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+");
    private static final int FIRST_LINES = 20;
    private static final int MOST_HASHES = 5_000_000;

    private final Path file;
    private char delimiter = ',';
    private char decimal = '.';

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
        List<ColumnCount> counts = new ArrayList<>();
        List<TimeForm> forms = TimeForm.all();
        Set<Long> seen = new HashSet<>();
        long rows = 0;
        long duplicates = 0;
        long ragged = 0;
        boolean header = false;
        try (CsvReader<CsvRecord> reader = reader()) {
            List<CsvRecord> start = new ArrayList<>();
            for (CsvRecord row : reader) {
                if (start.size() < 2) {
                    start.add(row);
                    if (start.size() == 2) {
                        header = isHeader(start);
                        decimal = decimal(start.get(1));
                        names(start, header).forEach(name -> counts.add(new ColumnCount(name, decimal, forms)));
                        if (!header) {
                            add(start.getFirst(), counts);
                            rows++;
                        }
                    } else {
                        continue;
                    }
                }
                rows++;
                ragged += row.getFieldCount() == counts.size() ? 0 : 1;
                add(row, counts);
                if (seen.size() < MOST_HASHES) {
                    duplicates += seen.add(hash(row.getFields())) ? 0 : 1;
                }
            }
        } catch (CsvParseException e) {
            throw new DataException("the data file " + file + " is not well-formed: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (counts.isEmpty()) {
            throw new DataException(
                    "the data file " + file + " has one row alone; it must have a header and a row of data");
        }
        Profile.Table table = new Profile.Table(
                file,
                charset().name().toLowerCase(Locale.ROOT),
                delimiter,
                decimal,
                header,
                rows,
                counts.stream().map(ColumnCount::column).toList(),
                duplicates,
                ragged,
                TableSeries.none());
        return table.with(TableSeries.of(table, Wishes.none()));
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

    /** UTF-8, or Latin letters if the beginning is not in it. */
    private Charset charset() throws IOException {
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
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataStream.open(file), StandardCharsets.ISO_8859_1))) {
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

    private char decimal(CsvRecord row) {
        return delimiter != ','
                        && row.getFields().stream()
                                .anyMatch(cell ->
                                        DECIMAL_COMMA.matcher(cell.strip()).matches())
                ? ','
                : '.';
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

    private static void add(CsvRecord row, List<ColumnCount> counts) {
        for (int i = 0; i < Math.min(counts.size(), row.getFieldCount()); i++) {
            counts.get(i).add(row.getField(i));
        }
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
