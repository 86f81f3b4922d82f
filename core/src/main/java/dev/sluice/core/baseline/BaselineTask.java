package dev.sluice.core.baseline;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A target to predict, and the examples that a baseline may learn it from.
 *
 * @param target name of the target
 * @param contract of the data: kinds of inputs, classes of the target
 * @param training examples to fit to; at least one
 * @param validation examples to choose settings by; may be empty
 * @param asked the number of examples that will be predicted, by which a slow method may limit what it keeps
 * @param season steps of a season that the user named, for forecasts; 0 if none was
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record BaselineTask(
        String target, DataContract contract, List<Example> training, List<Example> validation, int asked, int season) {

    /** The encoding of the target. */
    public TargetEncoding encoding() {
        return Objects.requireNonNull(contract.targets().get(target), target);
    }

    /** The window of a forecast; empty where the target is not the future of a series. */
    public Optional<ForecastWindow> forecast() {
        return encoding() instanceof TargetEncoding.Horizon horizon
                ? Optional.of(new ForecastWindow(horizon.task(), season))
                : Optional.empty();
    }

    /** Returns whether classes are predicted, not numbers. */
    public boolean isClassification() {
        return encoding().columns() instanceof ClassEncoding;
    }

    /** Returns whether any number of classes may hold for an example. */
    public boolean severalMayHold() {
        return encoding().columns() instanceof ClassEncoding classes && classes.severalMayHold();
    }

    /** Returns whether the next symbol of a text is predicted at every step. */
    public boolean isNextSymbol() {
        return encoding() instanceof TargetEncoding.Next;
    }

    /** Returns whether a text of its own length is predicted: written, or read off the steps. */
    public boolean isText() {
        return isWritten() || isTranscribed();
    }

    /** Returns whether a text is read off the steps. */
    public boolean isTranscribed() {
        return encoding() instanceof TranscriptEncoding;
    }

    /** Returns whether a text of its own length is written. */
    public boolean isWritten() {
        return encoding() instanceof WrittenEncoding;
    }

    /** The target of an example. */
    public Target targetOf(Example example) {
        return Objects.requireNonNull(example.targets().get(target), target);
    }

    /** Returns whether there is a target at every step. */
    public boolean everyStep() {
        return encoding().everyStep();
    }

    /** The number of classes, or of numbers, {@code C}. */
    public int columns() {
        return encoding().size();
    }

    /** The number of rows of an answer: 1, or one for each step of an example's first input that has steps. */
    public int rows(Example example) {
        if (!everyStep()) {
            return 1;
        }
        for (Map.Entry<String, Sequence> input : example.inputs().entrySet()) {
            int steps = steps(input.getKey(), input.getValue());
            if (steps > 0) {
                // The last symbol of a text is a target alone.
                return isNextSymbol() ? steps - 1 : steps;
            }
        }
        return 0;
    }

    private int steps(String name, Sequence input) {
        return switch (input) {
            case Sequence.Series series -> series.steps();
            case Sequence.Static fixed -> 0;
            case Sequence.Categories categories -> 0;
            case Sequence.Symbols cut -> symbols(name, cut).size();
            case Sequence.Text text -> symbols(name, text).size();
        };
    }

    /** Returns whether the symbols of a text are words. */
    public boolean isOfWords() {
        return contract.inputs().values().stream()
                .anyMatch(input -> input instanceof InputEncoding.Text text
                        && text.config().tokenizer().isOfWords());
    }

    /** The numbers of a text's symbols in its vocabulary, of an example whose next symbol is predicted at every step. */
    public int[] numbers(Example example) {
        if (!(encoding() instanceof TargetEncoding.Next next)) {
            throw new IllegalStateException("the target '" + target + "' is not the next symbol of a text");
        }
        Sequence text = Objects.requireNonNull(example.inputs().get(next.input()), next.input());
        return symbols(next.input(), text).stream()
                .mapToInt(next.vocabulary()::id)
                .toArray();
    }

    /** The symbols of an input that is a text, as a model sees them; none of another input. */
    public List<String> symbols(String name, Sequence input) {
        return switch (input) {
            case Sequence.Text text
            when contract.inputs().get(name) instanceof InputEncoding.Text encoding ->
                encoding.config().symbols(text.text());
            case Sequence.Symbols cut
            when contract.inputs().get(name) instanceof InputEncoding.Text encoding ->
                encoding.config().symbols(cut);
            default -> List.of();
        };
    }

    /** A row for each of an example's answers. */
    public Matrix repeated(double[] row, Example example) {
        Matrix rows = Matrix.zeros(rows(example), row.length);
        for (int t = 0; t < rows.rows(); t++) {
            System.arraycopy(row, 0, rows.array(), t * row.length, row.length);
        }
        return rows;
    }

    /** Returns whether there is a target in a row of a right answer. */
    public static boolean isGiven(Matrix answer, int row) {
        for (int c = 0; c < answer.columns(); c++) {
            if (Double.isNaN(answer.get(row, c))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The right answer of an example.
     *
     * @return {@code [1, C]}, or {@code [T, C]} where there is a target at every step: 1 for each right class and 0 for others, or
     *     numbers in the units of the data; of next symbols, their numbers alone, {@code [T, 1]}. NaN in the row of a step without a
     *     target: {@link #isGiven}
     */
    public Matrix answer(Example example) {
        if (isNextSymbol()) {
            int[] numbers = numbers(example);
            Matrix next = Matrix.zeros(numbers.length - 1, 1);
            for (int t = 1; t < numbers.length; t++) {
                next.array()[t - 1] = numbers[t];
            }
            return next;
        }
        Target given = targetOf(example);
        List<Target> steps = given instanceof Target.Steps several ? several.steps() : List.of(given);
        Matrix answer = Matrix.zeros(steps.size(), columns());
        for (int t = 0; t < steps.size(); t++) {
            switch (steps.get(t)) {
                case Target.Labels right
                when encoding().columns() instanceof ClassEncoding classes -> {
                    for (String name : right.labels()) {
                        answer.array()[t * columns() + classes.labels().index(name)] = 1;
                    }
                }
                case Target.Numbers numbers
                when numbers.values().size() == columns() -> {
                    for (int c = 0; c < columns(); c++) {
                        answer.array()[t * columns() + c] = numbers.values().get(c);
                    }
                }
                case Target.Horizon next
                when next.values().array().length == columns() ->
                    System.arraycopy(next.values().array(), 0, answer.array(), t * columns(), columns());
                case Target.Missing missing ->
                    Arrays.fill(answer.array(), t * columns(), (t + 1) * columns(), Double.NaN);
                default ->
                    throw new DataException(
                            "the target '" + target + "' must be like those of the training part, but is "
                                    + steps.get(t).words());
            }
        }
        return answer;
    }
}
