package dev.sluice.core.experiment.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The predictions for many examples as a table: a row for each example, or for each step where an output has one at each.
 *
 * <pre>
 *   example  step  prediction  probability.cold  probability.loud     of classes; several that hold are set apart by ;
 *   example  next_load  next_load.low  next_load.high                 of numbers, by their columns' names, and what is said of each
 * </pre>
 *
 * <p>An example without an id has its number, from 1. With several outputs, columns begin with the output's name and a dot.
 */
public final class PredictionTable {
    private final DataContract contract;
    private final boolean steps;

    /** Of a model. */
    public PredictionTable(DataContract contract) {
        this.contract = contract;
        steps = contract.targets().values().stream().anyMatch(TargetEncoding::everyStep);
    }

    /**
     * Writes comma-separated values.
     *
     * @param to is closed
     * @param outputs of the model, with all labels, for each example
     */
    public void write(Writer to, List<Example> examples, List<List<Output>> outputs) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to)) {
            csv.writeRecord(header(outputs.isEmpty() ? List.of() : outputs.getFirst()));
            for (int i = 0; i < examples.size(); i++) {
                String name = examples.get(i).name();
                rows(name.isEmpty() ? Integer.toString(i + 1) : name, outputs.get(i))
                        .forEach(csv::writeRecord);
            }
        }
    }

    /** The columns, of which the first example tells the details. */
    private List<String> header(List<Output> first) {
        List<String> header = new ArrayList<>(List.of("example"));
        if (steps) {
            header.add("step");
        }
        contract.targets().forEach((name, target) -> {
            String prefix = contract.targets().size() > 1 ? name + "." : "";
            if (target instanceof TranscriptEncoding) {
                header.add(prefix + "prediction");
                header.add(prefix + "probability");
                return;
            }
            switch (target.columns()) {
                case ClassEncoding classes -> {
                    header.add(prefix + "prediction");
                    classes.labels().names().forEach(label -> header.add(prefix + "probability." + label));
                }
                default -> {
                    List<String> columns = numbers(name, target.size()).stream()
                            .map(column -> prefix + column)
                            .toList();
                    header.addAll(columns);
                    first.stream()
                            .filter(output -> output.name().equals(name))
                            .flatMap(output -> output.details().numbers().keySet().stream())
                            .forEach(part -> columns.forEach(column -> header.add(column + "." + part)));
                }
            }
        });
        return header;
    }

    private List<String> numbers(String target, int size) {
        List<String> names = contract.columns().of(target);
        return names.isEmpty()
                ? IntStream.rangeClosed(1, size)
                        .mapToObj(column -> "prediction_" + column)
                        .toList()
                : names;
    }

    private List<List<String>> rows(String example, List<Output> outputs) {
        int length =
                outputs.stream().mapToInt(output -> output.steps().size()).max().orElse(0);
        List<List<String>> rows = new ArrayList<>();
        for (int step = 0; step < length; step++) {
            List<String> row = new ArrayList<>(List.of(example));
            if (steps) {
                row.add(Integer.toString(step + 1));
            }
            for (Output output : outputs) {
                // An output for the whole example stands in each of its rows.
                row.addAll(cells(output, output.everyStep() ? step : 0));
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> cells(Output output, int step) {
        List<Prediction> predictions = output.steps().get(step);
        List<String> cells = new ArrayList<>();
        if (output.kind() == Output.Kind.NUMBERS) {
            predictions.forEach(prediction -> cells.add(Digits.of(prediction.probability())));
            output.details()
                    .numbers()
                    .values()
                    .forEach(steps -> steps.get(step).forEach(number -> cells.add(Digits.of(number))));
            return cells;
        }
        if (contract.targets().get(output.name()) instanceof TranscriptEncoding) {
            cells.add(predictions.getFirst().label());
            cells.add(Digits.of(predictions.getFirst().probability()));
            return cells;
        }
        cells.add(
                output.kind() == Output.Kind.LABELS
                        ? predictions.stream()
                                .filter(Prediction::holds)
                                .map(Prediction::label)
                                .sorted()
                                .collect(Collectors.joining(";"))
                        : predictions.getFirst().label());
        Map<String, String> probabilities = new LinkedHashMap<>();
        predictions.forEach(prediction -> probabilities.put(prediction.label(), Digits.of(prediction.probability())));
        TargetEncoding target = contract.targets().get(output.name());
        if (target != null && target.columns() instanceof ClassEncoding classes) {
            classes.labels().names().forEach(label -> cells.add(probabilities.getOrDefault(label, "")));
        }
        return cells;
    }
}
