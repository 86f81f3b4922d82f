package dev.sluice.cluster.fit;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.ColumnCache;
import dev.sluice.core.data.column.Columns;
import dev.sluice.core.data.column.ColumnsWriter;
import dev.sluice.core.data.table.CellValues;
import dev.sluice.core.data.table.Role;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableCell;
import dev.sluice.core.data.table.TableColumns;
import dev.sluice.core.data.table.TableContent;
import dev.sluice.core.data.table.TableNames;
import dev.sluice.core.data.table.TableOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Makes a table of Sluice's of rows of Spark's, with the numbers that the source {@code parquet} reads of the same file. */
final class RowTable {
    private static final long MICROS = 1_000_000L;

    private final String name;
    private final TableOptions options;
    private final List<String> columns;
    private final List<TableCell> cells;

    /**
     * Tables with some columns.
     *
     * @param name of the table in messages
     */
    RowTable(String name, TableOptions options, List<String> columns) {
        this.name = name;
        this.options = options;
        this.columns = columns;
        cells = cells(name, options, columns);
    }

    /**
     * What is read of a table.
     *
     * @throws DataException if a column is missing
     */
    static List<TableCell> cells(String name, TableOptions options, List<String> columns) {
        TableNames there = new TableNames(name, columns, () -> "");
        List<TableCell> cells = TableColumns.of(options, there).cells(true);
        cells.forEach(cell -> there.place(cell.name()));
        return cells;
    }

    /** The table of some rows. */
    Table of(List<Row> rows) {
        CellValues values = new CellValues(options);
        ColumnCache memory = new ColumnCache(Path.of(""), Long.MAX_VALUE);
        try (ColumnsWriter writer = new ColumnsWriter(TableCell.kinds(cells), memory, name)) {
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < cells.size(); c++) {
                    put(rows.get(r), cells.get(c), Table.FILE + 1 + c, values, writer);
                }
                writer.number(Table.LINE, r + 1.0);
                writer.number(Table.FILE, 0);
                writer.endRow();
            }
            Columns all = writer.finish(new TableContent(columns, cells, List.of()).words());
            return new Table(List.of(Path.of(name)), options, Table.Unit.ROW, all);
        } catch (IOException e) {
            throw new ClusterException("rows of " + name + " cannot be kept in memory: " + e.getMessage(), e);
        }
    }

    /** Modified: writer. */
    private void put(Row row, TableCell cell, int place, CellValues values, ColumnsWriter writer) {
        Object value = row.get(columns.indexOf(cell.name()));
        try {
            if (cell.role().isText()) {
                values.text(cell.role(), text(value), place, writer);
            } else {
                writer.number(place, value == null ? values.missing(cell.role()) : number(cell.role(), value, values));
            }
        } catch (DataException e) {
            throw new DataException(name + ", column '" + cell.name() + "': " + e.getMessage());
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal decimal -> decimal.toPlainString();
            default -> value.toString();
        };
    }

    private static double number(Role role, Object value, CellValues values) {
        return switch (value) {
            case String text -> values.number(role, text);
            case Float single -> values.number(role, CellValues.shortest(single));
            case Number number -> values.number(role, number.doubleValue());
            case Boolean truth -> values.number(role, truth ? 1 : 0);
            case Date day -> values.number(role, values.day(day.toLocalDate().toEpochDay()));
            case LocalDate day -> values.number(role, values.day(day.toEpochDay()));
            case Timestamp time -> values.number(role, time(time.toInstant(), true, values));
            case Instant time -> values.number(role, time(time, true, values));
            case LocalDateTime clock -> values.number(role, time(clock.toInstant(ZoneOffset.UTC), false, values));
            default ->
                throw new DataException("a number is needed, but the table has "
                        + value.getClass().getSimpleName()
                        + "; a row is one step or one example, so write each element as a row of its own");
        };
    }

    private static double time(Instant time, boolean utc, CellValues values) {
        return values.time(time.getEpochSecond() * MICROS + time.getNano() / 1000, MICROS, utc);
    }
}
