package dev.sluice.core.experiment.exchange;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.data.Times;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Inputs for a model as words on a command line: {@code NAME=VALUE}, or {@code NAME=@FILE} for the content of a file. A text is itself;
 * static numbers are set apart by commas; a series has one line for each step, numbers set apart by commas, nothing where one is
 * missing. A first line with names may have the columns in any order: those that the model was trained on are taken by their names,
 * and the time of each step by the name that it had in training. A file that ends with {@code .npy} is an array of NumPy's:
 * {@code [T, F]}, {@code [T]} or {@code [F]} as the input asks, or one row of them, {@code [1, ..]}.
 */
public final class GivenInputs {
    /** The name of times in data that gave them none. */
    private static final String TIME = "time";

    private GivenInputs() {}

    /**
     * The inputs.
     *
     * @param contract of the model
     * @param padding of the series and symbols among them
     * @throws DataException if a name or a number is not right, or columns or times are missing
     */
    public static Map<String, Sequence> of(DataContract contract, Map<String, String> given, Padding padding)
            throws IOException {
        if (!contract.changes().isEmpty()) {
            throw new DataException(
                    "inputs of this model are made from columns by name (categories of words, or data.prepare); give a"
                            + " file that is laid out as the run's own: --file");
        }
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String name = entry.getKey();
            InputEncoding encoding = contract.inputs().get(name);
            List<String> known = List.copyOf(contract.inputs().keySet());
            if (encoding == null) {
                throw new DataException(
                        "the model has no input '" + name + "'" + Suggestions.choice(name, "it reads", known));
            }
            String value = entry.getValue();
            Sequence sequence = value.startsWith("@") && value.endsWith(GivenArray.ENDING)
                    ? GivenArray.read(name, encoding, value.substring(1))
                    : sequence(contract, name, value.startsWith("@") ? content(value.substring(1)) : value);
            requireTimes(contract, name, sequence);
            inputs.put(name, padding.cut(sequence));
        }
        return inputs;
    }

    /**
     * The inputs with a text beside them that has no name: it is the one that the model reads.
     *
     * @param text empty if there is none
     * @throws DataException as above, and if the model reads several texts, or the text is given by name too
     */
    public static Map<String, Sequence> of(
            DataContract contract, Map<String, String> given, Optional<String> text, Padding padding)
            throws IOException {
        Map<String, Sequence> inputs = new LinkedHashMap<>(of(contract, given, padding));
        if (text.isPresent()) {
            String name = text(contract);
            if (inputs.put(name, new Sequence.Text(text.get())) != null) {
                throw new DataException("an input has one value, but '" + name + "' is given by --text and by --input "
                        + name + "=…; leave one out");
            }
        }
        return inputs;
    }

    private static String text(DataContract contract) {
        List<String> texts = contract.inputs().entrySet().stream()
                .filter(input -> input.getValue() instanceof InputEncoding.Text)
                .map(Map.Entry::getKey)
                .toList();
        if (texts.size() > 1 && !texts.contains(Batch.TOKENS)) {
            throw new DataException("--text is for a model that reads one text, but this one reads "
                    + String.join(", ", texts) + "; give each by its name, --input NAME=VALUE");
        }
        // Where there is none, who reads the inputs says what the model wants in its place.
        return texts.size() == 1 ? texts.getFirst() : Batch.TOKENS;
    }

    private static String content(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "the file " + file + (Files.exists(file) ? " is not a file with data" : " does not exist"));
        }
        if (Files.size(file) > Runtime.getRuntime().maxMemory() / 4) {
            throw new DataException("the file " + file + " has " + (Files.size(file) >> 20)
                    + " MB, too many for one input; give many examples with --file");
        }
        try {
            String content = Files.readString(file);
            return content.startsWith("\uFEFF") ? content.substring(1) : content;
        } catch (MalformedInputException e) {
            throw new DataException(
                    "the file " + file + " must be UTF-8, but has bytes that are not; save it as UTF-8");
        }
    }

    private static Sequence sequence(DataContract contract, String name, String value) {
        InputEncoding encoding = contract.inputs().get(name);
        if (encoding instanceof InputEncoding.Text) {
            return new Sequence.Text(value.stripTrailing());
        }
        if (encoding instanceof InputEncoding.Category category
                && !category.words().isEmpty()) {
            return new Sequence.Categories(List.of(value.strip()), false);
        }
        TimeColumn known = contract.columns().times();
        String time = known.name().isEmpty() ? TIME : known.name();
        GivenTable table = GivenTable.of(name, value, new TimeColumn(time, known.format(), known.zone()));
        Matrix numbers = table.columns(contract.columns().of(name), time);
        int columns = encoding instanceof InputEncoding.Numeric numeric
                ? numeric.scaler().features()
                : 1;
        if (numbers.columns() != columns) {
            List<String> names = contract.columns().of(name);
            throw new DataException("the input '" + name + "' must have " + columns
                    + (names.isEmpty() ? " columns" : " columns, " + Suggestions.listed(names)) + ", but has "
                    + numbers.columns());
        }
        if (!(encoding instanceof InputEncoding.Series)) {
            if (numbers.rows() != 1) {
                throw new DataException(
                        "the input '" + name + "' must be one line of numbers, but has " + numbers.rows() + " lines");
            }
            return new Sequence.Static(numbers);
        }
        return table.has(time)
                ? new Sequence.Series(numbers, Times.of(table.column(time)))
                : new Sequence.Series(numbers);
    }

    /** A cell that was trained on times must not be given steps that are 1 apart without a word. */
    private static void requireTimes(DataContract contract, String name, Sequence sequence) {
        String time = contract.columns().time();
        boolean read = contract.inputs().get(name) instanceof InputEncoding.Series series
                && series.derived().stream().anyMatch(DerivedInput::isTime);
        if (read
                && !time.isEmpty()
                && sequence instanceof Sequence.Series given
                && given.times().isEmpty()) {
            throw new DataException(
                    "the model reads when each step of '" + name + "' was, but there are no times; give a"
                            + " first line with the names of the columns, and a column '" + time + "' ("
                            + Suggestions.listed(contract.columns().of(name)) + ", " + time + ")");
        }
    }
}
