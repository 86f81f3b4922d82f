package dev.sluice.parquet;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.ColumnsWriter;
import dev.sluice.core.data.table.CellValues;
import dev.sluice.core.data.table.Role;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** A column that is kept: what is made of each of its values, in one way or several. */
final class ParquetColumn {
    private final String name;
    private final @Nullable ColumnDescriptor descriptor;
    private final String constant;
    private final Map<Integer, Role> places = new LinkedHashMap<>();
    private @Nullable ColumnReader reader;

    private ParquetColumn(String name, @Nullable ColumnDescriptor descriptor, String constant) {
        this.name = name;
        this.descriptor = descriptor;
        this.constant = constant;
    }

    /**
     * The columns that cells are made of.
     *
     * @throws DataException if one has lists in its rows
     */
    static List<ParquetColumn> of(ParquetFile file, MessageType schema, List<TableCell> cells) {
        Map<String, ParquetColumn> columns = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            TableCell cell = cells.get(i);
            columns.computeIfAbsent(cell.name(), name -> of(file, schema, name))
                    .places
                    .put(Table.FILE + 1 + i, cell.role());
        }
        return List.copyOf(columns.values());
    }

    private static ParquetColumn of(ParquetFile file, MessageType schema, String name) {
        for (ColumnDescriptor column : schema.getColumns()) {
            if (String.join(".", column.getPath()).equals(name)) {
                if (column.getMaxRepetitionLevel() > 0) {
                    throw new DataException(file.path() + ", column '" + name
                            + "': has a list in each row, but a row is one step or one example; write each element as a"
                            + " row of its own");
                }
                return new ParquetColumn(name, column, "");
            }
        }
        return new ParquetColumn(name, null, file.partitions().getOrDefault(name, ""));
    }

    /** The part of a schema that columns are read from. */
    static MessageType only(MessageType schema, List<ParquetColumn> columns) {
        List<Type> fields = new ArrayList<>();
        for (Type field : schema.getFields()) {
            boolean wanted = columns.stream()
                    .anyMatch(column ->
                            column.descriptor != null && column.descriptor.getPath()[0].equals(field.getName()));
            if (wanted) {
                fields.add(field);
            }
        }
        return new MessageType(schema.getName(), fields);
    }

    String name() {
        return name;
    }

    /** From now on values are those of a row group. */
    void begin(ColumnReadStoreImpl store) {
        reader = descriptor == null ? null : store.getColumnReader(descriptor);
    }

    /** Takes the next value. Modified: writer. */
    void take(CellValues values, ColumnsWriter writer) {
        ColumnReader from = reader;
        if (from == null) {
            places.forEach((place, role) -> {
                if (role.isText()) {
                    values.text(role, constant, place, writer);
                } else {
                    writer.number(place, values.number(role, constant));
                }
            });
            return;
        }
        ColumnDescriptor column = Objects.requireNonNull(descriptor);
        boolean missing = from.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel();
        places.forEach((place, role) -> {
            if (role.isText()) {
                String text = missing ? "" : ParquetValues.text(column.getPrimitiveType(), from);
                values.text(role, text, place, writer);
            } else {
                writer.number(
                        place,
                        missing
                                ? values.missing(role)
                                : ParquetValues.number(values, role, column.getPrimitiveType(), from));
            }
        });
        from.consume();
    }
}
