package dev.sluice.core.data.recording;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.fact.FactTable;
import dev.sluice.core.data.fact.Facts;
import dev.sluice.core.data.fact.SeriesFacts;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a folder of recordings: each file is a series {@code [T, F]} with a row for each step, and tables beside them have a row for each
 * series, with its class, numbers to predict, group or part. See {@link RecordingsOptions}.
 */
public final class RecordingsSource implements DataSource {
    private final RecordingsOptions options;

    /** A source for the folder that the options name. */
    public RecordingsSource(RecordingsOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        try (RecordingFiles files = RecordingFiles.open(reading.file(options.folder()))) {
            SeriesFacts facts = new SeriesFacts(
                    options.facts(), facts(files), reading.severalMayHold().test(Example.TARGET));
            List<Example> examples = new ArrayList<>();
            List<String> columns = options.features();
            for (RecordingFiles.Recording recording : files.matching(options.files())) {
                FactTable table = FactTable.read(recording.file(), files.shown(recording.file()), options.delimiter());
                if (columns.isEmpty()) {
                    columns = table.names().stream()
                            .filter(name -> !name.equals(options.time()))
                            .toList();
                }
                reading.report().count("rows", table.rows().size());
                examples.add(example(recording.id(), table, columns, facts));
            }
            return examples;
        }
    }

    private Facts facts(RecordingFiles files) throws IOException {
        List<FactTable> tables = new ArrayList<>();
        for (String name : options.facts().tables()) {
            Path file = files.file(name);
            if (!Files.isRegularFile(file)) {
                throw new DataException(
                        files.shown(file) + " does not exist; tables are paths in the folder of recordings");
            }
            tables.add(FactTable.read(file, files.shown(file), options.delimiter()));
        }
        return Facts.of(tables);
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        FactTable table = FactTable.read(file, file.toString(), options.delimiter());
        List<String> columns = options.features().isEmpty()
                ? table.names().stream()
                        .filter(name -> !name.equals(options.time()))
                        .toList()
                : options.features();
        return List.of(new Example(Map.of(Batch.FEATURES, series(table, columns)), Map.of()));
    }

    @Override
    public ColumnNames columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        if (!options.features().isEmpty()) {
            columns.put(Batch.FEATURES, options.features());
        }
        if (!options.facts().staticFeatures().isEmpty()) {
            columns.put(Batch.STATIC, options.facts().staticFeatures());
        }
        if (!options.facts().targets().isEmpty()) {
            columns.put(Example.TARGET, options.facts().targets());
        }
        return new ColumnNames(columns, options.time());
    }

    private Example example(String id, FactTable table, List<String> columns, SeriesFacts facts) {
        int[] lines = table.rows().stream()
                .mapToInt(row -> (int) row.getStartingLineNumber())
                .toArray();
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        inputs.put(Batch.FEATURES, series(table, columns));
        inputs.putAll(facts.inputs(id));
        return new Example(
                id,
                inputs,
                facts.targets(id),
                Origin.lines(table.shown(), lines),
                facts.part(id, Example.Part.BY_HASH),
                facts.group(id),
                facts.weight(id));
    }

    private Sequence.Series series(FactTable table, List<String> columns) {
        int[] places = columns.stream().mapToInt(table::column).toArray();
        double[] values = new double[table.rows().size() * places.length];
        int at = 0;
        for (var row : table.rows()) {
            for (int place : places) {
                values[at++] = table.number(row, place);
            }
        }
        Matrix steps = Matrix.wrap(table.rows().size(), places.length, values);
        return options.time().isEmpty() ? new Sequence.Series(steps) : new Sequence.Series(steps, times(table));
    }

    private Times times(FactTable table) {
        int column = table.column(options.time());
        double[] times = new double[table.rows().size()];
        for (int t = 0; t < times.length; t++) {
            times[t] = table.number(table.rows().get(t), column);
            if (Double.isNaN(times[t]) || (t > 0 && times[t] < times[t - 1])) {
                throw table.error(
                        table.rows().get(t),
                        column,
                        "the rows of a series must have times in their order, but " + times[t] + " comes after "
                                + (t == 0 ? "nothing" : times[t - 1]) + "; sort the file by time");
            }
        }
        return Times.of(times);
    }
}
