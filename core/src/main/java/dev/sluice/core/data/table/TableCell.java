package dev.sluice.core.data.table;

import dev.sluice.core.data.column.Columns;
import java.util.ArrayList;
import java.util.List;

/** A column of a file as it is kept: a name that is read in two ways is kept twice. */
public record TableCell(String name, Role role) {
    /** The kinds of the columns of a {@link Table}: the line and the file of each row, then what is kept. */
    public static List<Columns.Kind> kinds(List<TableCell> cells) {
        List<Columns.Kind> kinds = new ArrayList<>(List.of(Columns.Kind.NUMBERS, Columns.Kind.NUMBERS));
        cells.forEach(cell -> kinds.add(cell.role().isText() ? Columns.Kind.TEXTS : Columns.Kind.NUMBERS));
        return kinds;
    }
}
