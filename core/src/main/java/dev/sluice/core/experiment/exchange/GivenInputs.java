package dev.sluice.core.experiment.exchange;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs for a model as words on a command line: {@code NAME=VALUE}, or {@code NAME=@FILE} for what a file holds. A text is itself;
 * static numbers are set apart by commas; a series has one line for each step, numbers set apart by commas, nothing where one is
 * missing. Its first line may name the columns, of which {@code time} is when each step was; the others are in the order of the
 * data that the model was trained on. A file that ends with {@code .npy} is an array of NumPy's: {@code [T, F]}, {@code [T]} or
 * {@code [F]} as the input asks, or one row of them, {@code [1, ..]}.
 */
public final class GivenInputs {
    private GivenInputs() {}

    /**
     * The inputs.
     *
     * @param contract of the model
     * @param padding of the series and symbols among them
     * @throws DataException if a name or a number is not right
     */
    public static Map<String, Sequence> of(DataContract contract, Map<String, String> given, Padding padding)
            throws IOException {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String name = entry.getKey();
            InputEncoding encoding = contract.inputs().get(name);
            List<String> known = List.copyOf(contract.inputs().keySet());
            if (encoding == null) {
                throw new DataException("the model has no input '" + name + "'" + Suggestions.question(name, known)
                        + " (it reads " + String.join(", ", known) + ")");
            }
            String value = entry.getValue();
            Sequence sequence = value.startsWith("@") && value.endsWith(GivenArray.ENDING)
                    ? GivenArray.read(name, encoding, value.substring(1))
                    : sequence(name, encoding, value.startsWith("@") ? content(value.substring(1)) : value);
            inputs.put(name, padding.cut(sequence));
        }
        return inputs;
    }

    private static String content(String file) throws IOException {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (NoSuchFileException e) {
            throw new DataException("the file " + file + " does not exist");
        }
    }

    private static Sequence sequence(String name, InputEncoding encoding, String value) {
        return switch (encoding) {
            case InputEncoding.Text text -> new Sequence.Text(value);
            case InputEncoding.Static fixed -> wholeExample(name, value);
            case InputEncoding.Category category -> wholeExample(name, value);
            case InputEncoding.Series series -> series(name, value);
        };
    }

    private static Sequence.Static wholeExample(String name, String value) {
        List<Double> numbers = numbers(name, 1, value);
        return new Sequence.Static(tensor(numbers, numbers.size()));
    }

    private static Sequence.Series series(String name, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int columns = lines.isEmpty() ? 0 : lines.getFirst().split(",", -1).length;
        int time = -1;
        boolean named = !lines.isEmpty() && names(lines.getFirst());
        if (named) {
            time = List.of(lines.removeFirst().split(",", -1)).indexOf("time");
        }
        if (lines.isEmpty()) {
            throw new DataException("the series '" + name + "' must have at least one line of numbers, but has none");
        }
        List<Double> values = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int t = 0; t < lines.size(); t++) {
            int line = t + (named ? 2 : 1);
            List<Double> numbers = numbers(name, line, lines.get(t));
            if (numbers.size() != columns) {
                throw new DataException(
                        "the series '" + name + "' must have the same number of columns in each line, but"
                                + " line " + line + " has " + numbers.size() + " and the first has " + columns
                                + "; where a value is missing write nothing between its commas");
            }
            times.add(time < 0 ? (double) t : numbers.remove(time));
            values.addAll(numbers);
        }
        int features = columns - (time < 0 ? 0 : 1);
        return new Sequence.Series(tensor(values, lines.size(), features), times);
    }

    /** Whether a line has names of columns: words, and no number among them. */
    private static boolean names(String line) {
        boolean word = false;
        for (String cell : line.split(",", -1)) {
            if (!cell.isBlank()) {
                try {
                    Double.parseDouble(cell.strip());
                    return false;
                } catch (NumberFormatException e) {
                    word = true;
                }
            }
        }
        return word;
    }

    private static List<Double> numbers(String name, int line, String text) {
        List<Double> numbers = new ArrayList<>();
        for (String number : text.split(",", -1)) {
            try {
                numbers.add(number.isBlank() ? Double.NaN : Double.parseDouble(number.strip()));
            } catch (NumberFormatException e) {
                throw new DataException("the input '" + name + "' has '" + number.strip() + "' in line " + line
                        + ", which is not a number; write numbers set apart by commas, or @ and the name of a file");
            }
        }
        return numbers;
    }

    private static Tensor tensor(List<Double> numbers, int... sizes) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return Tensor.wrap(Shape.of(sizes), values);
    }
}
