package dev.sluice.core.data.csv;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.column.ColumnCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads examples from files of comma-separated values: one row each, or one row for each step. See {@link CsvOptions}.
 */
public final class CsvSource implements DataSource {
    private final CsvOptions options;

    /** A source for the files that the options name. */
    public CsvSource(CsvOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        return examples(CsvFiles.of(options.file(), reading), true, reading);
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return examples(List.of(CsvFiles.existing(file.normalize())), false, reading);
    }

    private List<Example> examples(List<Path> files, boolean learning, Reading reading) throws IOException {
        Path folder = options.cache().isEmpty()
                ? ColumnCache.standardFolder()
                : reading.folder().resolve(options.cache());
        CsvTable table = CsvFile.read(new CsvRequest(files, options, learning, ColumnCache.in(folder)));
        table.tell(reading.report());
        return CsvExamples.of(table, learning, reading.severalMayHold(), reading.report());
    }

    @Override
    public ColumnNames columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        options.allInputs()
                .forEach((name, input) ->
                        columns.put(name, input.features().isEmpty() ? input.staticFeatures() : input.features()));
        options.allTargets().forEach((name, target) -> columns.put(name, target.numbers()));
        columns.values().removeIf(List::isEmpty);
        return new ColumnNames(columns, options.time());
    }
}
