package dev.sluice.parquet;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.column.ColumnCache;
import dev.sluice.core.data.table.ColumnarSource;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableExamples;
import dev.sluice.core.data.table.TableOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads examples from Parquet files: one row each, or one row for each step, as {@code csv} does. See {@link ParquetOptions}.
 */
public final class ParquetSource implements ColumnarSource {
    private final ParquetOptions options;

    /** A source for the files that the options name. */
    public ParquetSource(ParquetOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        return examples(ParquetFile.of(options.file(), reading), true, reading);
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return examples(ParquetFile.of(file.normalize()), false, reading);
    }

    private List<Example> examples(List<ParquetFile> files, boolean learning, Reading reading) throws IOException {
        ColumnCache cache = ColumnCache.in(options.cache(), reading.folder());
        Table table = ParquetTable.read(files, options.table(), learning, cache);
        table.tell(reading.report());
        return TableExamples.of(table, learning, reading.severalMayHold(), reading.report());
    }

    @Override
    public ColumnNames columns() {
        return options.table().columnNames();
    }

    @Override
    public List<String> files() {
        return options.file();
    }

    @Override
    public TableOptions table() {
        return options.table();
    }
}
