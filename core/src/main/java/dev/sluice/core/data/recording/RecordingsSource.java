package dev.sluice.core.data.recording;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
            RecordingFacts facts = RecordingFacts.read(files, options);
            List<Example> examples = new ArrayList<>();
            List<String> columns = options.features();
            for (RecordingFiles.Recording recording : files.matching(options.files())) {
                RecordingTable table =
                        RecordingTable.read(recording.file(), files.shown(recording.file()), options.delimiter());
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

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        RecordingTable table = RecordingTable.read(file, file.toString(), options.delimiter());
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
        if (!options.targets().isEmpty()) {
            columns.put(Example.TARGET, options.targets());
        }
        return new ColumnNames(columns, options.time());
    }

    private Example example(String id, RecordingTable table, List<String> columns, RecordingFacts facts) {
        int[] lines = table.rows().stream()
                .mapToInt(row -> (int) row.getStartingLineNumber())
                .toArray();
        return new Example(
                id,
                Map.of(Batch.FEATURES, series(table, columns)),
                Map.of(Example.TARGET, target(id, facts)),
                Origin.lines(table.shown(), lines),
                part(id, facts),
                options.group().isEmpty() ? "" : facts.of(id, options.group()).required(),
                1);
    }

    private Sequence.Series series(RecordingTable table, List<String> columns) {
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

    private Times times(RecordingTable table) {
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

    private Target target(String id, RecordingFacts facts) {
        if (options.labels().isEmpty()) {
            return new Target.Numbers(options.targets().stream()
                    .map(column -> facts.of(id, column).number())
                    .toList());
        }
        TreeSet<String> labels = new TreeSet<>();
        options.labels().forEach(column -> labels.add(facts.of(id, column).required()));
        return new Target.Labels(labels);
    }

    private Example.Part part(String id, RecordingFacts facts) {
        if (options.part().isEmpty()) {
            return Example.Part.BY_HASH;
        }
        RecordingsOptions.Part part =
                options.parts().get(facts.of(id, options.part()).required());
        return part == null
                ? Example.Part.BY_HASH
                : switch (part) {
                    case TRAINING -> Example.Part.TRAINING;
                    case VALIDATION -> Example.Part.VALIDATION;
                    case TEST -> Example.Part.TEST;
                };
    }
}
