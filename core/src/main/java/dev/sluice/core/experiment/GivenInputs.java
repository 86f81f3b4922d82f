package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.option.Suggestions;
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
 * missing. Its first line may name the columns, of which {@code time} is when each step was.
 */
public final class GivenInputs {
    private GivenInputs() {}

    /**
     * The inputs.
     *
     * @param contract of the model
     * @throws RunException if a name or a number is not right
     */
    public static Map<String, Sequence> of(DataContract contract, Map<String, String> given) throws IOException {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String name = entry.getKey();
            InputEncoding encoding = contract.inputs().get(name);
            List<String> known = List.copyOf(contract.inputs().keySet());
            if (encoding == null) {
                throw new RunException("the model has no input '" + name + "'" + Suggestions.question(name, known)
                        + " (it reads " + String.join(", ", known) + ")");
            }
            String value = entry.getValue();
            inputs.put(name, sequence(name, encoding, value.startsWith("@") ? content(value.substring(1)) : value));
        }
        return inputs;
    }

    private static String content(String file) throws IOException {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (NoSuchFileException e) {
            throw new RunException("the file " + file + " does not exist");
        }
    }

    private static Sequence sequence(String name, InputEncoding encoding, String value) {
        return switch (encoding) {
            case InputEncoding.Text text -> new Sequence.Text(value);
            case InputEncoding.Static fixed -> {
                List<Double> numbers = numbers(name, 1, value);
                yield new Sequence.Static(tensor(numbers, numbers.size()));
            }
            case InputEncoding.Series series -> series(name, value);
        };
    }

    private static Sequence.Series series(String name, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int time = -1;
        if (!lines.isEmpty() && lines.getFirst().chars().anyMatch(Character::isLetter)) {
            time = List.of(lines.removeFirst().split(",", -1)).indexOf("time");
        }
        List<Double> values = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int t = 0; t < lines.size(); t++) {
            List<Double> numbers = numbers(name, t + 1, lines.get(t));
            if (time >= 0 && time < numbers.size()) {
                times.add(numbers.remove(time));
            } else {
                times.add((double) t);
            }
            values.addAll(numbers);
        }
        int features = lines.isEmpty() ? 0 : values.size() / lines.size();
        if (features == 0 || features * lines.size() != values.size()) {
            throw new RunException(
                    "the series '" + name + "' must have the same number of values, at least one, in each of" + " its "
                            + lines.size() + " lines, but has " + values.size() + " in all");
        }
        return new Sequence.Series(tensor(values, lines.size(), features), times);
    }

    private static List<Double> numbers(String name, int line, String text) {
        List<Double> numbers = new ArrayList<>();
        for (String number : text.split(",", -1)) {
            try {
                numbers.add(number.isBlank() ? Double.NaN : Double.parseDouble(number.strip()));
            } catch (NumberFormatException e) {
                throw new RunException("the input '" + name + "' has '" + number.strip() + "' in line " + line
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
