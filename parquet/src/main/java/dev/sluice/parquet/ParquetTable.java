package dev.sluice.parquet;

import blue.strategic.parquet.ParquetReader;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.ColumnCache;
import dev.sluice.core.data.column.Columns;
import dev.sluice.core.data.column.ColumnsWriter;
import dev.sluice.core.data.file.DataFiles;
import dev.sluice.core.data.table.CellValues;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableCell;
import dev.sluice.core.data.table.TableColumns;
import dev.sluice.core.data.table.TableContent;
import dev.sluice.core.data.table.TableFinding;
import dev.sluice.core.data.table.TableNames;
import dev.sluice.core.data.table.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files, all with the same columns, into a {@link Table}, row group by row group. */
final class ParquetTable {
    private final TableOptions options;
    private final boolean learning;
    private final List<ParquetFile> files;
    private final CellValues values;
    private List<String> names = List.of();
    private List<TableCell> cells = List.of();

    private ParquetTable(List<ParquetFile> files, TableOptions options, boolean learning) {
        this.files = files;
        this.options = options;
        this.learning = learning;
        values = new CellValues(options);
    }

    /**
     * Reads files, or finds what they held in the cache.
     *
     * @param learning whether targets are read, and what else only examples to learn from have
     * @throws DataException if one is not a Parquet file, has other columns, or a value is not what its column should hold
     */
    static Table read(List<ParquetFile> files, TableOptions options, boolean learning, ColumnCache cache)
            throws IOException {
        List<Path> paths = files.stream().map(ParquetFile::path).toList();
        String key = "parquet 1\n" + DataFiles.key(paths) + learning + "\n" + options;
        Columns found = cache.find(key).orElse(null);
        Columns columns = found != null ? found : new ParquetTable(files, options, learning).columns(cache, key);
        return new Table(paths, options, Table.Unit.ROW, columns);
    }

    private Columns columns(ColumnCache cache, String key) throws IOException {
        begin(files.getFirst());
        try (ColumnsWriter writer = new ColumnsWriter(TableCell.kinds(cells), cache, key)) {
            for (int i = 0; i < files.size(); i++) {
                read(i, writer);
            }
            if (writer.rows() == 0) {
                throw new DataException(
                        "the data file " + files.getFirst().path() + " must have at least one row, but has" + " none");
            }
            List<TableFinding> findings = List.of(
                    new TableFinding("rows", writer.rows(), ""), new TableFinding(Table.DATES, values.dates(), ""));
            return writer.finish(new TableContent(names, cells, findings).words());
        }
    }

    private void begin(ParquetFile file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            names = names(file, reader);
        }
        TableNames there = new TableNames(file.path().toString(), names, () -> "");
        cells = TableColumns.of(options, there).cells(learning);
        cells.forEach(cell -> there.place(cell.name()));
    }

    private static ParquetFileReader open(ParquetFile file) throws IOException {
        try {
            return ParquetFileReader.open(
                    ParquetReader.makeInputFile(file.path().toFile()));
        } catch (RuntimeException e) {
            throw new DataException("the data file " + file.path() + " is not a Parquet file, or damaged"
                    + " (it has " + Files.size(file.path()) + " bytes)"
                    + "; write it again, or move it out of the folder");
        }
    }

    /** The names of the columns: those within others with a point between, then those of the folders. */
    private static List<String> names(ParquetFile file, ParquetFileReader reader) {
        List<String> names = new ArrayList<>();
        MessageType schema = reader.getFileMetaData().getSchema();
        schema.getColumns().forEach(column -> names.add(String.join(".", column.getPath())));
        file.partitions().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names;
    }

    private void read(int number, ColumnsWriter writer) throws IOException {
        ParquetFile file = files.get(number);
        try (ParquetFileReader reader = open(file)) {
            TableNames there = new TableNames(file.path().toString(), names(file, reader), () -> "");
            cells.forEach(cell -> there.place(cell.name()));
            MessageType schema = reader.getFileMetaData().getSchema();
            List<ParquetColumn> columns = ParquetColumn.of(file, schema, cells);
            MessageType wanted = ParquetColumn.only(schema, columns);
            reader.setRequestedSchema(wanted);
            long before = 0;
            for (PageReadStore group = next(reader, file); group != null; group = next(reader, file)) {
                rows(
                        group,
                        number,
                        before,
                        columns,
                        wanted,
                        reader.getFileMetaData().getCreatedBy(),
                        writer);
                before += group.getRowCount();
            }
        }
    }

    private static @Nullable PageReadStore next(ParquetFileReader reader, ParquetFile file) {
        try {
            return reader.readNextRowGroup();
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private void rows(
            PageReadStore group,
            int number,
            long before,
            List<ParquetColumn> columns,
            MessageType wanted,
            String creator,
            ColumnsWriter writer) {
        ParquetFile file = files.get(number);
        ColumnReadStoreImpl store =
                new ColumnReadStoreImpl(group, new GroupRecordConverter(wanted).getRootConverter(), wanted, creator);
        columns.forEach(column -> column.begin(store));
        for (long row = 1; row <= group.getRowCount(); row++) {
            for (ParquetColumn column : columns) {
                try {
                    column.take(values, writer);
                } catch (DataException e) {
                    throw new DataException(file.path() + ", row " + (before + row) + ", column '" + column.name()
                            + "': " + e.getMessage());
                } catch (RuntimeException e) {
                    throw damaged(file, e);
                }
            }
            writer.number(Table.LINE, (double) before + row);
            writer.number(Table.FILE, number);
            writer.endRow();
        }
    }

    private static DataException damaged(ParquetFile file, Exception e) {
        return new DataException("the data file " + file.path()
                + " cannot be read, it is damaged or packed in a way that" + " is not known here: " + e.getMessage());
    }
}
