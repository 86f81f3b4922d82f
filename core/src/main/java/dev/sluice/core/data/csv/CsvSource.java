package dev.sluice.core.data.csv;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InPart;
import dev.sluice.core.data.Joined;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.column.ColumnCache;
import dev.sluice.core.data.file.DataFiles;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableExamples;
import dev.sluice.core.data.table.TableOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
        List<Example> examples = examples(DataFiles.of(options.file(), reading), true, reading);
        if (options.validation().isEmpty() && options.test().isEmpty()) {
            return examples;
        }
        return new Joined<>(List.of(
                options.validation().isEmpty() ? examples : new InPart(examples, Example.Part.TRAINING),
                part(options.validation(), Example.Part.VALIDATION, reading),
                part(options.test(), Example.Part.TEST, reading)));
    }

    private List<Example> part(List<String> files, Example.Part part, Reading reading) throws IOException {
        return files.isEmpty() ? List.of() : new InPart(examples(DataFiles.of(files, reading), true, reading), part);
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return examples(List.of(DataFiles.existing(file.normalize())), false, reading);
    }

    private List<Example> examples(List<Path> files, boolean learning, Reading reading) throws IOException {
        ColumnCache cache = ColumnCache.in(options.cache(), reading.folder());
        Table table = table(files, options.table(), options.form(), learning, cache);
        table.tell(reading.report());
        return TableExamples.of(table, learning, reading.severalMayHold(), reading.report());
    }

    /**
     * The table that files hold together.
     *
     * @param files with the same columns
     * @param options say which columns are read
     * @param form of the files
     * @param learning whether targets are read, and what else only examples to learn from have
     */
    public static Table table(List<Path> files, TableOptions options, CsvForm form, boolean learning, ColumnCache cache)
            throws IOException {
        CsvFormat format = form.format(options.missing(), options.timeFormat());
        return CsvFile.read(new CsvRequest(files, options, format, learning, cache));
    }

    @Override
    public ColumnNames columns() {
        return options.table().columnNames();
    }
}
