package dev.sluice.core.data.csv;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads examples from a file of comma-separated values: one row each, or one row for each step. See {@link CsvOptions}.
 */
public final class CsvSource implements DataSource {
    private final CsvOptions options;

    /** A source for the file that the options name. */
    public CsvSource(CsvOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        CsvTable table = table(reading.file(options.file()), reading);
        CsvExamples examples = new CsvExamples(options, table, reading.severalMayHold());
        return CsvRows.of(table, options.id(), options.hasSteps(), options.part(), reading.report()).stream()
                .map(examples::example)
                .toList();
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        CsvTable table = table(file, reading);
        CsvExamples examples = new CsvExamples(options, table, reading.severalMayHold());
        return CsvRows.of(table, options.id(), options.hasSteps(), "", reading.report()).stream()
                .map(examples::inputs)
                .toList();
    }

    private CsvTable table(Path file, Reading reading) throws IOException {
        return CsvFile.read(file.normalize(), options.format(), reading.report());
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
