package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Span;
import dev.sluice.core.data.Target;
import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads examples from arrays of NumPy's, one row each. Padding is cut away here, so whatever follows sees sequences of their own
 * lengths. See {@link NumpyOptions}.
 */
public final class NumpySource implements DataSource {
    private final NumpyOptions options;

    /** A source for the arrays that the options name. */
    public NumpySource(NumpyOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Path folder) throws IOException {
        Arrays arrays = new Arrays(folder, options);
        Map<String, PaddedRows> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, NumpyInput> input : options.allInputs().entrySet()) {
            inputs.put(input.getKey(), arrays.input(input.getValue()));
        }
        Map<String, NumpyTargets> answers = new LinkedHashMap<>();
        for (Map.Entry<String, NumpyAnswer> answer : options.allAnswers().entrySet()) {
            answers.put(
                    answer.getKey(),
                    new NumpyTargets(
                            answer.getValue(), arrays.get(answer.getValue().array())));
        }
        NumpyArray parts = options.part().isEmpty() ? null : arrays.get(options.part());
        List<Example> examples = new ArrayList<>();
        for (int row = 0; row < arrays.rows(); row++) {
            Example.Part part = parts == null ? Example.Part.BY_HASH : part(parts, row);
            examples.add(example(inputs, answers, row, part));
        }
        return examples;
    }

    private Example example(
            Map<String, PaddedRows> inputs, Map<String, NumpyTargets> answers, int row, Example.Part part) {
        Map<String, Sequence> sequences = new LinkedHashMap<>();
        Span first = null;
        int steps = 0;
        for (Map.Entry<String, PaddedRows> input : inputs.entrySet()) {
            PaddedRows rows = input.getValue();
            Span span = rows.span(row);
            if (first == null && rows.hasSteps()) {
                first = span;
                steps = rows.steps();
            }
            sequences.put(input.getKey(), rows.sequence(row, span));
        }
        Map<String, Target> targets = new LinkedHashMap<>();
        for (Map.Entry<String, NumpyTargets> answer : answers.entrySet()) {
            targets.put(answer.getKey(), answer.getValue().target(row, first, steps));
        }
        String place = inputs.values().iterator().next().array().name() + ", row " + row;
        return new Example(sequences, targets, place, part);
    }

    private static Example.Part part(NumpyArray parts, int row) {
        String word = parts.word(row);
        List<String> known = List.of("training", "validation", "test");
        return switch (known.indexOf(word)) {
            case 0 -> Example.Part.TRAINING;
            case 1 -> Example.Part.VALIDATION;
            case 2 -> Example.Part.TEST;
            default -> {
                if (word.isEmpty()) {
                    yield Example.Part.BY_HASH;
                }
                throw new DataException(parts.name() + ", row " + row + ": must be one of " + String.join(", ", known)
                        + " or empty, but was '" + word + "'" + Suggestions.question(word, known));
            }
        };
    }

    /** The arrays that the options name, all with as many rows as the first. */
    private static final class Arrays {
        private final Path folder;
        private final NumpyOptions options;
        private final Map<String, NumpyArray> read = new LinkedHashMap<>();

        Arrays(Path folder, NumpyOptions options) {
            this.folder = folder;
            this.options = options;
        }

        int rows() {
            return read.values().iterator().next().size(0);
        }

        NumpyArray get(String name) throws IOException {
            NumpyArray known = read.get(name);
            if (known != null) {
                return known;
            }
            NumpyArray array = NumpyFiles.array(folder, options.file(), name);
            if (array.rank() == 0) {
                throw new DataException(array + " must have a row for each example, but is a single value");
            }
            if (!read.isEmpty() && array.size(0) != rows()) {
                NumpyArray first = read.values().iterator().next();
                throw new DataException("all arrays must have a row for each example, but " + first + " has " + rows()
                        + " and " + array + " has " + array.size(0));
            }
            read.put(name, array);
            return array;
        }

        PaddedRows input(NumpyInput input) throws IOException {
            NumpyArray array = get(input.array());
            NumpyArray lengths = input.lengths().isEmpty() ? null : get(input.lengths());
            boolean timed = !input.features().isEmpty() && !options.time().isEmpty();
            return new PaddedRows(
                    input,
                    array,
                    lengths,
                    timed ? get(options.time()) : null,
                    new Padding(options.padding(), array.isText() ? 0 : number(options.paddingValue())),
                    options.paddingValue());
        }

        private static double number(String value) {
            try {
                return value.isEmpty() ? 0 : value.equalsIgnoreCase("nan") ? Double.NaN : Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new DataException("padding_value must be a number or nan where padded arrays hold numbers, but"
                        + " was '" + value + "'");
            }
        }
    }
}
