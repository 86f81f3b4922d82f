package dev.sluice.core.data.jsonl;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Makes examples of objects.
 *
 * @param severalMayHold tells whether any number of classes may hold for a target
 */
record JsonExamples(JsonLinesOptions options, Predicate<String> severalMayHold) {
    private static final List<String> PARTS = List.of("training", "validation", "test");

    Example example(JsonRow row, Example.Part part) {
        boolean answered = !options.labels().isEmpty()
                || !options.targets().isEmpty()
                || !options.transcript().isEmpty();
        return example(row, answered ? Map.of(Example.TARGET, target(row)) : Map.of(), part(row, part));
    }

    Example inputs(JsonRow row) {
        return example(row, Map.of(), Example.Part.BY_HASH);
    }

    private Example example(JsonRow row, Map<String, Target> targets, Example.Part part) {
        return new Example(
                word(row, options.id()),
                inputsOf(row),
                targets,
                Origin.lines(String.valueOf(row.file().getFileName()), row.line()),
                part,
                word(row, options.group()),
                targets.isEmpty() || options.perStep()
                        ? 1
                        : weights(row).stream().findFirst().orElse(1.0));
    }

    /** The weight of the example, or of each of its steps; none if the field is missing. */
    private List<Double> weights(JsonRow row) {
        String name = options.weight();
        List<Double> weights = name.isEmpty()
                ? List.of()
                : row.find(name)
                        .map(node -> options.perStep()
                                ? numbers(row, row.list(node, name), name)
                                : List.of(row.number(node, name)))
                        .orElse(List.of());
        weights.forEach(weight -> {
            if (!(weight >= 0)) {
                throw row.wrong(name, "a weight must be 0 or more, but is " + weight);
            }
        });
        return weights;
    }

    private static List<Double> numbers(JsonRow row, List<JsonNode> nodes, String name) {
        return nodes.stream().map(each -> row.number(each, name)).toList();
    }

    /** Targets of steps with their weights. */
    private Target.Steps steps(JsonRow row, List<Target> targets) {
        List<Double> weights = weights(row);
        if (!weights.isEmpty() && weights.size() != targets.size()) {
            throw row.wrong(
                    options.weight(),
                    "there must be a weight for each of the " + targets.size() + " targets, but there are "
                            + weights.size());
        }
        return new Target.Steps(targets, weights);
    }

    private static String word(JsonRow row, String field) {
        return field.isEmpty() ? "" : row.word(row.get(field), field);
    }

    private Map<String, Sequence> inputsOf(JsonRow row) {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        if (!options.text().isEmpty()) {
            inputs.put(Batch.TOKENS, new Sequence.Text(word(row, options.text())));
        }
        if (!options.tokens().isEmpty()) {
            String name = options.tokens();
            inputs.put(
                    Batch.TOKENS,
                    new Sequence.Symbols(row.list(row.get(name), name).stream()
                            .map(symbol -> row.word(symbol, name))
                            .toList()));
        }
        if (!options.features().isEmpty()) {
            inputs.put(Batch.FEATURES, series(row));
        }
        if (!options.staticFeatures().isEmpty()) {
            List<Double> numbers = new ArrayList<>();
            for (String name : options.staticFeatures()) {
                numbers.addAll(
                        row.find(name).map(node -> numbers(row, node, name)).orElse(List.of(Double.NaN)));
            }
            inputs.put(
                    Batch.STATIC,
                    new Sequence.Static(Matrix.row(
                            numbers.stream().mapToDouble(Double::doubleValue).toArray())));
        }
        return inputs;
    }

    private Sequence.Series series(JsonRow row) {
        List<List<Double>> steps = new ArrayList<>();
        for (String name : options.features()) {
            List<JsonNode> values = row.list(row.get(name), name);
            if (steps.isEmpty()) {
                values.forEach(value -> steps.add(new ArrayList<>()));
            }
            if (values.isEmpty() || values.size() != steps.size()) {
                throw row.wrong(
                        name,
                        values.isEmpty()
                                ? "a series must have at least one step"
                                : "all features must have the same number of steps, but '"
                                        + options.features().getFirst() + "' has " + steps.size() + " and this one has "
                                        + values.size());
            }
            for (int t = 0; t < steps.size(); t++) {
                steps.get(t).addAll(numbers(row, values.get(t), name));
            }
        }
        int width = steps.getFirst().size();
        double[] values = new double[steps.size() * width];
        for (int t = 0; t < steps.size(); t++) {
            if (steps.get(t).size() != width) {
                throw row.wrong(
                        options.features().getFirst(),
                        "every step must have as many numbers as the first, " + width + ", but step " + (t + 1)
                                + " has " + steps.get(t).size());
            }
            for (int column = 0; column < width; column++) {
                values[t * width + column] = steps.get(t).get(column);
            }
        }
        Matrix matrix = Matrix.wrap(steps.size(), width, values);
        return options.time().isEmpty() ? new Sequence.Series(matrix) : new Sequence.Series(matrix, times(row));
    }

    private Times times(JsonRow row) {
        String name = options.time();
        double[] times = numbers(row, row.get(name), name).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        for (int t = 0; t < times.length; t++) {
            if (Double.isNaN(times[t]) || (t > 0 && times[t] < times[t - 1])) {
                throw row.wrong(
                        name,
                        "times must be in their order, but step " + (t + 1) + " is at " + times[t]
                                + "; sort the steps by time");
            }
        }
        return Times.of(times);
    }

    /** One number or the numbers of a list. */
    private static List<Double> numbers(JsonRow row, JsonNode node, String name) {
        return node.isArray() ? numbers(row, row.list(node, name), name) : List.of(row.number(node, name));
    }

    private Target target(JsonRow row) {
        if (!options.transcript().isEmpty()) {
            return new Target.Text(word(row, options.transcript()));
        }
        if (!options.labels().isEmpty()) {
            String name = options.labels();
            JsonNode node = row.get(name);
            return options.perStep()
                    ? steps(
                            row,
                            row.list(node, name).stream()
                                    .map(each -> labels(row, each, name))
                                    .toList())
                    : labels(row, node, name);
        }
        if (!options.perStep()) {
            List<Double> numbers = new ArrayList<>();
            options.targets().forEach(name -> numbers.addAll(present(row, row.get(name), name)));
            return new Target.Numbers(numbers);
        }
        List<List<Double>> steps = new ArrayList<>();
        for (String name : options.targets()) {
            List<JsonNode> values = row.list(row.get(name), name);
            for (int t = 0; t < values.size(); t++) {
                if (t == steps.size()) {
                    steps.add(new ArrayList<>());
                }
                steps.get(t).addAll(present(row, values.get(t), name));
            }
        }
        return steps(row, steps.stream().<Target>map(Target.Numbers::new).toList());
    }

    private static List<Double> present(JsonRow row, JsonNode node, String name) {
        List<Double> numbers = numbers(row, node, name);
        if (numbers.stream().anyMatch(number -> number.isNaN())) {
            throw row.wrong(name, "a number to predict is missing; fill it or remove the line");
        }
        return numbers;
    }

    private Target labels(JsonRow row, JsonNode node, String name) {
        TreeSet<String> labels = new TreeSet<>();
        if (node.isArray()) {
            row.list(node, name).forEach(each -> labels.add(row.word(each, name)));
        } else {
            labels.add(row.word(node, name));
        }
        if (labels.isEmpty() && !severalMayHold.test(Example.TARGET)) {
            throw row.wrong(name, "a class is missing; name it, or take a loss for which none may hold");
        }
        return new Target.Labels(labels);
    }

    private Example.Part part(JsonRow row, Example.Part usual) {
        String word = options.part().isEmpty()
                ? ""
                : row.find(options.part())
                        .map(node -> row.word(node, options.part()))
                        .orElse("");
        if (word.isEmpty()) {
            return usual;
        }
        return switch (PARTS.indexOf(word)) {
            case 0 -> Example.Part.TRAINING;
            case 1 -> Example.Part.VALIDATION;
            case 2 -> Example.Part.TEST;
            default ->
                throw row.wrong(
                        options.part(),
                        "must be one of " + String.join(", ", PARTS) + ", but was '" + Printable.word(word) + "'"
                                + Suggestions.question(word, PARTS));
        };
    }
}
