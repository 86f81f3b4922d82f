package dev.sluice.core.data.csv;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.ColumnCache;
import dev.sluice.core.data.file.DataFiles;
import dev.sluice.core.data.table.TableCell;
import dev.sluice.core.data.table.TableColumns;
import dev.sluice.core.data.table.TableNames;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.error.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A request to read files of values.
 *
 * @param files at least one
 * @param options say which columns are read
 * @param format of the files
 * @param targets whether targets are read, and what else only examples to learn from have
 * @param cache for what does not fit into memory
 */
record CsvRequest(List<Path> files, TableOptions options, CsvFormat format, boolean targets, ColumnCache cache) {
    CsvRequest {
        files = List.copyOf(files);
    }

    /**
     * The columns to keep of a file with the given ones.
     *
     * @throws DataException if one is not there
     */
    List<TableCell> cells(Path file, List<String> names) {
        TableNames there = new TableNames(file + ", line 1", names, () -> hint(names));
        List<TableCell> cells = TableColumns.of(options, there).cells(targets);
        cells.forEach(cell -> there.place(cell.name()));
        return cells;
    }

    private String hint(List<String> names) {
        CsvNumbers numbers = new CsvNumbers(format);
        if (format.header() && names.stream().anyMatch(numbers::isNumber)) {
            return "; the line looks like data: for a file without a header row name its columns, columns: […], or"
                    + " set header: false, by which they are called 1, 2, …";
        }
        return names.size() == 1 ? "; is '" + Printable.word(format.delimiter()) + "' the delimiter?" : "";
    }

    /** Everything that the columns depend on. */
    String key() throws IOException {
        return "csv 2\n" + DataFiles.key(files) + targets + "\n" + options + "\n" + format;
    }
}
