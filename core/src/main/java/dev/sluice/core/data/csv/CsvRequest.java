package dev.sluice.core.data.csv;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.ColumnCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A request to read files of values.
 *
 * @param files at least one
 * @param options say which columns are read, and how
 * @param targets whether targets are read, and what else only examples to learn from have
 * @param cache for what does not fit into memory
 */
record CsvRequest(List<Path> files, CsvOptions options, boolean targets, ColumnCache cache) {
    CsvRequest {
        files = List.copyOf(files);
    }

    CsvFormat format() {
        return options.format();
    }

    /**
     * The columns to keep of a file with the given ones.
     *
     * @throws DataException if one is not there
     */
    List<CsvCell> cells(Path file, List<String> names) {
        CsvNames there = new CsvNames(file, names, format());
        List<CsvCell> cells = CsvColumns.of(options, there).cells(targets);
        cells.forEach(cell -> there.place(cell.name()));
        return cells;
    }

    /** Everything that the columns depend on. */
    String key() throws IOException {
        return "csv 1\n" + CsvFiles.key(files) + targets + "\n" + options;
    }
}
