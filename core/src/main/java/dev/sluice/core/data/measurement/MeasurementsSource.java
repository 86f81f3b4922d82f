package dev.sluice.core.data.measurement;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Joined;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.data.column.ColumnCache;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.data.fact.FactTable;
import dev.sluice.core.data.fact.Facts;
import dev.sluice.core.data.fact.SeriesFacts;
import dev.sluice.core.data.file.DataFiles;
import dev.sluice.core.data.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads files with a row for each measurement. See {@link MeasurementsOptions}. */
public final class MeasurementsSource implements DataSource {
    private final MeasurementsOptions options;

    /** A source for the files that the options name. */
    public MeasurementsSource(MeasurementsOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        SeriesFacts facts = new SeriesFacts(
                options.facts(), facts(reading), reading.severalMayHold().test(Example.TARGET));
        List<List<Example>> all = new ArrayList<>();
        options.files().each(reading, (file, part) -> {
            Measured measured = measured(file, facts, reading);
            if (part != Example.Part.TEST) {
                measured.requireAll();
            }
            all.add(MeasuredExamples.of(measured, options, facts, part, reading.report()));
        });
        return new Joined<>(all);
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        SeriesFacts facts = new SeriesFacts(
                options.facts(), facts(reading), reading.severalMayHold().test(Example.TARGET));
        return MeasuredExamples.unlabelled(measured(file, facts, reading), options, facts, reading.report());
    }

    private Measured measured(Path file, SeriesFacts facts, Reading reading) throws IOException {
        ColumnCache cache = ColumnCache.in(options.cache(), reading.folder());
        List<Path> files = List.of(DataFiles.existing(file.normalize()));
        Table table = CsvSource.table(files, options.table(), options.form(), false, cache);
        table.tell(reading.report());
        List<String> names = Stream.of(
                        options.features(),
                        options.facts().staticFeatures(),
                        options.facts().staticCategories())
                .flatMap(List::stream)
                .filter(name ->
                        options.features().contains(name) || !facts.facts().has(name))
                .distinct()
                .toList();
        return Measured.of(table, names, reading.report());
    }

    private Facts facts(Reading reading) throws IOException {
        List<FactTable> tables = new ArrayList<>();
        for (String name : options.facts().tables()) {
            Path file = reading.file(name);
            if (!Files.isRegularFile(file)) {
                throw DataFiles.missing("table", file);
            }
            tables.add(FactTable.read(file, file.toString(), options.form().delimiter()));
        }
        return Facts.of(tables);
    }

    @Override
    public ColumnNames columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put(Batch.FEATURES, options.features());
        if (!options.facts().staticFeatures().isEmpty()) {
            columns.put(Batch.STATIC, options.facts().staticFeatures());
        }
        if (!options.facts().targets().isEmpty()) {
            columns.put(Example.TARGET, options.facts().targets());
        }
        return new ColumnNames(
                columns,
                new TimeColumn(
                        options.time(),
                        options.times().timeFormat(),
                        options.times().timeZone()));
    }
}
