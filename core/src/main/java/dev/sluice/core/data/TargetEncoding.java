package dev.sluice.core.data;

import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/** The way from a target to numbers, and the meaning of the columns that a head gives for it. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface TargetEncoding {
    /**
     * The numbers of one target, {@code [C]}, or {@code [T, C]} where each step has its own; a single column for numbers of classes.
     *
     * @throws DataException if the target is of another kind, unknown or not finite
     */
    Tensor encode(Target target);

    /** The number of classes, or of numbers to predict, {@code C}. */
    int size();

    /** The number of columns that a target becomes: {@code C}, or 1 where they are the numbers of its classes. */
    default int width() {
        return size();
    }

    /** The encoding of one step where each has its own target; otherwise this. */
    default TargetEncoding columns() {
        return this;
    }

    /** Returns whether each step has a target of its own. */
    default boolean everyStep() {
        return false;
    }

    /** A target for each step. */
    record EveryStep(TargetEncoding each) implements TargetEncoding {
        @Override
        public Tensor encode(Target target) {
            List<Target> steps = steps(target);
            int width = width();
            Tensor columns = Tensor.zeros(steps.size(), width);
            for (int t = 0; t < steps.size(); t++) {
                System.arraycopy(step(steps, t).array(), 0, columns.array(), t * width, width);
            }
            return columns;
        }

        /** The targets of the steps. */
        static List<Target> steps(Target target) {
            if (!(target instanceof Target.Steps steps)) {
                throw new DataException(
                        "every example must have a target for each step, but this one has a single one");
            }
            return steps.steps();
        }

        private Tensor step(List<Target> steps, int t) {
            try {
                return each.encode(steps.get(t));
            } catch (DataException e) {
                throw e.atStep(t);
            }
        }

        @Override
        public int size() {
            return each.size();
        }

        @Override
        public int width() {
            return each.width();
        }

        @Override
        public TargetEncoding columns() {
            return each;
        }

        @Override
        public boolean everyStep() {
            return true;
        }
    }

    /**
     * A text of its own length, such as a translation: the number of a symbol at each step, and after the last that of the end. Numbers
     * up to 3 are padding, unknown symbols, the begin and the end; those of the vocabulary follow.
     *
     * @param config the rules by which texts are cut
     * @param vocabulary of the texts to be written
     * @param columns one for each number
     */
    record Text(TextConfig config, Vocabulary vocabulary, Classes columns) implements TargetEncoding {
        /** The number of the symbol before the first, which is read and never written. */
        public static final int BEGIN = 2;

        /** The number of the symbol after the last. */
        public static final int END = 3;

        /** Numbers that a vocabulary does not have: begin and end. */
        private static final int MORE = 2;

        private static final List<String> NAMES =
                List.of(Vocabulary.PADDING_NAME, Vocabulary.UNKNOWN_NAME, "<begin>", "<end>");

        /** The encoding with a vocabulary. */
        public Text(TextConfig config, Vocabulary vocabulary) {
            this(config, vocabulary, new Classes(names(vocabulary), Classes.Form.NUMBER));
        }

        private static Labels names(Vocabulary vocabulary) {
            List<String> names = new ArrayList<>(NAMES);
            names.addAll(vocabulary.symbols());
            return Labels.inOrder(names);
        }

        /**
         * The numbers of a text and of the end.
         *
         * @throws DataException if the target is of another kind
         */
        public int[] numbers(Target target) {
            if (!(target instanceof Target.Text written)) {
                throw new DataException(
                        "every example must have a text as its target, but this one has " + target.words());
            }
            List<String> symbols = config.symbols(written.text());
            int[] numbers = new int[symbols.size() + 1];
            for (int i = 0; i < symbols.size(); i++) {
                int id = vocabulary.id(symbols.get(i));
                numbers[i] = id == Vocabulary.UNKNOWN ? id : id + MORE;
            }
            numbers[symbols.size()] = END;
            return numbers;
        }

        /** What is read at each step in place of the step before it: the begin, then all numbers but the last. */
        static int[] read(int... numbers) {
            int[] read = new int[numbers.length];
            read[0] = BEGIN;
            System.arraycopy(numbers, 0, read, 1, numbers.length - 1);
            return read;
        }

        /** {@code [T, 1]}. */
        @Override
        public Tensor encode(Target target) {
            return column(numbers(target));
        }

        static Tensor column(int... numbers) {
            Tensor column = Tensor.zeros(numbers.length, 1);
            for (int t = 0; t < numbers.length; t++) {
                column.array()[t] = numbers[t];
            }
            return column;
        }

        /** The symbols of numbers up to the end; an unknown one is {@code <unknown>}. */
        public List<String> symbols(List<Integer> numbers) {
            List<String> symbols = new ArrayList<>();
            for (int number : numbers) {
                if (number == END) {
                    break;
                }
                symbols.add(columns.labels().names().get(number));
            }
            return symbols;
        }

        /** The text of numbers up to the end: words with a space between them. */
        public String text(List<Integer> numbers) {
            return config.joined(symbols(numbers));
        }

        /** The text of a target as it was read, so that symbols outside of the vocabulary count as wrong. */
        public String reference(Target target) {
            return config.reference(target);
        }

        @Override
        public int size() {
            return columns.size();
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean everyStep() {
            return true;
        }
    }

    /**
     * A text of its own length that is read off the steps, such as what a pen wrote: the numbers of its symbols in order, whose places among
     * the steps nobody knows. Number 0 is the blank, 1 unknown symbols; those of the vocabulary follow.
     *
     * @param config the rules by which texts are cut
     * @param vocabulary of the texts
     * @param longest symbols of a text
     * @param columns one for each number
     */
    record Transcript(TextConfig config, Vocabulary vocabulary, int longest, Classes columns)
            implements TargetEncoding {
        /** The name of number 0, which says that no symbol begins at a step. */
        private static final String BLANK = "<blank>";

        /** The encoding with a vocabulary. */
        public Transcript(TextConfig config, Vocabulary vocabulary, int longest) {
            this(config, vocabulary, longest, new Classes(names(vocabulary), Classes.Form.NUMBER));
        }

        private static Labels names(Vocabulary vocabulary) {
            List<String> names = new ArrayList<>(vocabulary.names());
            names.set(Vocabulary.PADDING, BLANK);
            return Labels.inOrder(names);
        }

        /**
         * The numbers of a text.
         *
         * @param steps that it is read off
         * @throws DataException if the target is of another kind, empty, or longer than what can be read off so many steps
         */
        public int[] numbers(Target target, int steps) {
            if (!(target instanceof Target.Text written)) {
                throw new DataException(
                        "every example must have a text as its target, but this one has " + target.words());
            }
            int[] numbers = config.symbols(written.text()).stream()
                    .mapToInt(vocabulary::id)
                    .toArray();
            if (numbers.length == 0) {
                throw new DataException("a text to read must have at least one "
                        + config.tokenizer().inWords() + ", but is empty; leave the example out");
            }
            int repeated = 0;
            for (int i = 1; i < numbers.length; i++) {
                repeated += numbers[i] == numbers[i - 1] ? 1 : 0;
            }
            if (numbers.length + repeated > steps) {
                throw new DataException("a text to read needs a step for each symbol"
                        + (repeated > 0 ? ", and one for the blank between two that are the same" : "") + ": "
                        + (numbers.length + repeated) + " for this one of " + numbers.length
                        + ", but the example has " + steps + "; leave it out, or give longer sequences");
            }
            if (numbers.length > longest) {
                throw new DataException("a text to read has at most " + longest
                        + " symbols, as in the data of the training, but this one has " + numbers.length);
            }
            return numbers;
        }

        /** {@code [U, 1]}. */
        @Override
        public Tensor encode(Target target) {
            return Text.column(numbers(target, Integer.MAX_VALUE));
        }

        /** The numbers of a text and then blanks, one for each step: {@code [T, 1]}. */
        static Tensor column(int[] numbers, int steps) {
            return Text.column(Arrays.copyOf(numbers, steps));
        }

        /** The symbols of numbers without blanks; an unknown one is {@code <unknown>}. */
        public List<String> symbols(List<Integer> numbers) {
            return numbers.stream()
                    .map(number -> columns.labels().names().get(number))
                    .toList();
        }

        /** The text of numbers without blanks: words with a space between them. */
        public String text(List<Integer> numbers) {
            return config.joined(symbols(numbers));
        }

        @Override
        public int size() {
            return columns.size();
        }

        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * Classes: one column for each, or one with the number of the only right one.
     *
     * @param thresholds probability of each label above which it is predicted; none for one half, or the likeliest class. Those of two
     *     classes that exclude each other add up to 1.
     */
    record Classes(Labels labels, Form form, List<Double> thresholds) implements TargetEncoding {
        /** Classes that are predicted from one half on, or where they are the likeliest. */
        public Classes(Labels labels, Form form) {
            this(labels, form, List.of());
        }

        /** Copies the thresholds and refuses those that decide nothing. */
        public Classes {
            thresholds = List.copyOf(thresholds);
            boolean fitting = thresholds.isEmpty()
                    || (thresholds.size() == labels.size() && (form == Form.ZEROS_AND_ONES || labels.size() == 2));
            if (!fitting || thresholds.stream().anyMatch(threshold -> !(threshold > 0 && threshold < 1))) {
                throw new IllegalArgumentException(
                        "thresholds must be one probability between 0 and 1 for each of the labels " + labels.names()
                                + ", of which several may hold or which are two, but were " + thresholds);
            }
        }

        /** Returns whether a threshold can say which classes are predicted: several may hold, or there are two. */
        public boolean takesThresholds() {
            return severalMayHold() || (form == Form.NUMBER && size() == 2);
        }

        /** This with other thresholds. */
        public Classes withThresholds(List<Double> changed) {
            return new Classes(labels, form, changed);
        }

        /**
         * The number to take off each score so that a label is predicted where its score is above 0, or the largest; a float32 as in
         * an exported file. Empty without thresholds.
         */
        public List<Double> offsets() {
            List<Double> offsets = new ArrayList<>();
            for (int label = 0; label < thresholds.size(); label++) {
                double threshold = thresholds.get(label);
                boolean other = !severalMayHold() && label == 0;
                offsets.add(other ? 0.0 : (double) (float) Math.log(threshold / (1 - threshold)));
            }
            return offsets;
        }

        /**
         * Scores with the thresholds taken off.
         *
         * @param scores {@code [N, C]}. Not modified.
         */
        public Matrix decided(Matrix scores) {
            if (thresholds.isEmpty()) {
                return scores;
            }
            List<Double> offsets = offsets();
            Matrix decided = Matrix.zeros(scores.rows(), scores.columns());
            for (int i = 0; i < decided.array().length; i++) {
                decided.array()[i] = scores.array()[i] - offsets.get(i % scores.columns());
            }
            return decided;
        }

        /** The numbers that stand for the right classes. */
        public enum Form {
            /** The number of the only right class, in a single column, for losses whose classes exclude each other. */
            NUMBER,
            /** Right classes share a probability of 1, for losses whose classes exclude each other. */
            DISTRIBUTION,
            /** 1 for each right class, for losses that judge each class alone: any number of them may hold. */
            ZEROS_AND_ONES
        }

        /** Returns whether any number of classes may hold for an example. */
        public boolean severalMayHold() {
            return form == Form.ZEROS_AND_ONES;
        }

        @Override
        public Tensor encode(Target target) {
            if (Weighing.isMissing(target)) {
                return Tensor.zeros(width());
            }
            if (!(target instanceof Target.Labels right)) {
                throw new DataException(
                        "every example must have class names as its target, but this one has " + target.words());
            }
            if (right.labels().isEmpty() && !severalMayHold()) {
                throw new DataException(
                        "every example must have a class, but this one has none; name its class, or take"
                                + " a loss for which none may hold, such as binary-cross-entropy");
            }
            if (form == Form.NUMBER) {
                if (right.labels().size() > 1) {
                    throw new DataException(
                            "every example must have exactly one class, as in training, but this one has "
                                    + String.join(", ", right.labels()));
                }
                return Tensor.wrap(
                        Shape.of(1), new float[] {labels.index(right.labels().first())});
            }
            float[] columns = new float[labels.size()];
            float share = severalMayHold() ? 1f : 1f / right.labels().size();
            for (String name : right.labels()) {
                columns[labels.index(name)] = share;
            }
            return Tensor.wrap(Shape.of(columns.length), columns);
        }

        @Override
        public int size() {
            return labels.size();
        }

        @Override
        public int width() {
            return form == Form.NUMBER ? 1 : size();
        }
    }

    /**
     * The next symbol of a text at each step: its number in the vocabulary that the text is read with, so that the last layer may be tied to the
     * embedding.
     *
     * @param input name of the text
     * @param vocabulary of the text
     * @param columns one for each number, padding and unknown symbols among them
     */
    record Next(String input, Vocabulary vocabulary, Classes columns) implements TargetEncoding {
        /** The encoding with a vocabulary. */
        public Next(String input, Vocabulary vocabulary) {
            this(input, vocabulary, new Classes(Labels.inOrder(vocabulary.names()), Classes.Form.NUMBER));
        }

        /** Not known from a target alone: it is read from the text. */
        @Override
        public Tensor encode(Target target) {
            throw new DataException("the next symbol is read from the text, but the target is " + target.words());
        }

        /** The numbers of a text's symbols as targets, {@code [T, 1]}. */
        static Tensor column(int... numbers) {
            return Text.column(numbers);
        }

        @Override
        public int size() {
            return columns.size();
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean everyStep() {
            return true;
        }
    }

    /** Numbers to predict. */
    sealed interface Numeric extends TargetEncoding {
        /** The scaler of all columns. */
        Scaler scaler();

        @Override
        default int size() {
            return scaler().features();
        }
    }

    /**
     * The steps of a series that follow a window, in the units that the series is read in: all variables of the first step, then those of
     * the second, and so on, {@code H · C} columns.
     *
     * @param task what is forecast
     * @param each scaler of the variables, the same as that of their columns in the series
     */
    record Horizon(ForecastTask task, Scaler each) implements Numeric {
        @Override
        public Scaler scaler() {
            return each.repeated(task.horizon());
        }

        @Override
        public int size() {
            return task.size();
        }

        @Override
        public Tensor encode(Target target) {
            if (!(target instanceof Target.Horizon horizon)
                    || horizon.values().rows() != task.horizon()
                    || horizon.values().columns() != each.features()) {
                throw new DataException("every example must have the next " + task.horizon() + " steps of "
                        + each.features() + " variables as its target, but this one has "
                        + (target instanceof Target.Horizon other
                                ? other.values().toString()
                                : target.words()));
            }
            double[] values = horizon.values().array();
            float[] columns = new float[values.length];
            for (int i = 0; i < columns.length; i++) {
                if (!Float.isFinite((float) values[i])) {
                    throw new DataException("a number to forecast must be finite in float32, but one is " + values[i]
                            + "; fill the gap");
                }
                columns[i] = each.apply(values[i], i % each.features());
            }
            return Tensor.wrap(Shape.of(columns.length), columns);
        }
    }

    /**
     * Numbers, brought to mean 0 and deviation 1 where the scaler says so.
     *
     * @param scaler of the columns, fitted on the training part
     */
    record Numbers(Scaler scaler) implements Numeric {
        /** Numbers as they are. */
        public Numbers(int size) {
            this(Scaler.identity(size));
        }

        @Override
        public Tensor encode(Target target) {
            if (Weighing.isMissing(target)) {
                return Tensor.zeros(size());
            }
            if (!(target instanceof Target.Numbers numbers)) {
                throw new DataException(
                        "every example must have numbers as its target, but this one has " + target.words());
            }
            if (numbers.values().size() != size()) {
                throw new DataException(
                        "every example must have " + size() + " numbers as its target, but this one has "
                                + numbers.values().size());
            }
            float[] columns = new float[size()];
            for (int i = 0; i < columns.length; i++) {
                double number = numbers.values().get(i);
                if (!Float.isFinite((float) number)) {
                    throw new DataException("a number to predict must be finite in float32, but one is " + number
                            + "; fill the gap or leave the example out");
                }
                columns[i] = scaler.apply(number, i);
            }
            return Tensor.wrap(Shape.of(columns.length), columns);
        }
    }
}
