package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads examples from a file of comma-separated values: texts, one row each, or numeric series, one row per step. */
public final class CsvSource implements DataSource {
    private final CsvOptions options;

    /** A source for the file that the options name. */
    public CsvSource(CsvOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Path folder) throws IOException {
        CsvTable table = CsvTable.read(folder.resolve(options.file()).normalize(), options.delimiter());
        return options.text().isEmpty() ? series(table) : texts(table);
    }

    private List<Example> texts(CsvTable table) {
        int text = table.column(options.text());
        int[] answers = answerColumns(table);
        List<Example> examples = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            examples.add(new Example(new Sequence.Text(table.required(row, text)), answer(table, row, answers)));
        }
        return examples;
    }

    private List<Example> series(CsvTable table) {
        int id = table.column(options.id());
        int[] features = options.features().stream().mapToInt(table::column).toArray();
        int[] answers = answerColumns(table);
        Map<String, List<Integer>> rowsOfSeries = new LinkedHashMap<>();
        for (int row = 0; row < table.size(); row++) {
            rowsOfSeries
                    .computeIfAbsent(table.required(row, id), name -> new ArrayList<>())
                    .add(row);
        }
        List<Example> examples = new ArrayList<>();
        rowsOfSeries.forEach((name, rows) -> examples.add(example(table, name, rows, features, answers)));
        return examples;
    }

    private Example example(CsvTable table, String name, List<Integer> rows, int[] features, int[] answers) {
        float[] values = new float[rows.size() * features.length];
        Target target = answer(table, rows.getFirst(), answers);
        for (int t = 0; t < rows.size(); t++) {
            int row = rows.get(t);
            for (int f = 0; f < features.length; f++) {
                values[t * features.length + f] = (float) table.number(row, features[f]);
            }
            Target here = answer(table, row, answers);
            if (!here.equals(target)) {
                throw table.error(
                        row,
                        answers[0],
                        "all rows of series '" + name + "' must have the same answer, but this one has " + here
                                + " and the first " + target);
            }
        }
        return new Example(new Sequence.Series(Tensor.wrap(Shape.of(rows.size(), features.length), values)), target);
    }

    private int[] answerColumns(CsvTable table) {
        List<String> names = options.labels().isEmpty() ? options.targets() : options.labels();
        return names.stream().mapToInt(table::column).toArray();
    }

    private Target answer(CsvTable table, int row, int[] columns) {
        if (options.labels().isEmpty()) {
            return new Target.Numbers(Arrays.stream(columns)
                    .mapToObj(column -> table.number(row, column))
                    .toList());
        }
        TreeSet<String> labels = new TreeSet<>();
        for (int column : columns) {
            for (String label : table.required(row, column).split(Pattern.quote(options.labelSeparator()), -1)) {
                if (label.isBlank()) {
                    throw table.error(
                            row, column, "a class name is missing before or after '" + options.labelSeparator() + "'");
                }
                labels.add(label.strip());
            }
        }
        return new Target.Labels(labels);
    }
}
